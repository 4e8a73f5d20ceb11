/** Work that runs once at a time in this process: asked for while it runs, it runs once more afterwards. */
export interface SingleRun {
  readonly start: () => Promise<void>;
  readonly isRunning: () => boolean;
}

export function singly(work: () => Promise<unknown>): SingleRun {
  let running: Promise<void> | null = null;
  let isAskedAgain = false;

  async function runAll(): Promise<void> {
    do {
      isAskedAgain = false;
      await work();
    } while (isAskedAgain);
  }

  return {
    isRunning: () => running !== null,
    start: () => {
      isAskedAgain = true;
      running ??= runAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
