/** Work that runs once at a time in this process: asked for while it runs, it runs once more afterwards. */
export interface SingleRun {
  readonly start: () => Promise<void>;
  readonly isRunning: () => boolean;
  /** Waits for what is under way, and asks for nothing. */
  readonly ended: () => Promise<void>;
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
    ended: () => running ?? Promise.resolve(),
    start: () => {
      isAskedAgain = true;
      running ??= runAll().finally(() => {
        running = null;
      });
      return running;
    },
  };
}
