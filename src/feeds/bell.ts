/** Something to wait for, for a while, that can be rung before or during the waiting: no ring is lost, many count as one. */
export interface Bell {
  readonly ring: () => void;
  /** Resolves when it is rung, or after so many milliseconds. */
  readonly wait: (ms: number) => Promise<void>;
}

export function createBell(): Bell {
  let rung = false;
  let answer: (() => void) | null = null;
  return {
    ring() {
      rung = true;
      answer?.();
    },
    async wait(ms) {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        answer = null;
      }
      rung = false;
    },
  };
}
