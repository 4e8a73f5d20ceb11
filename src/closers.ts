/** What must be undone when something that was opened piece by piece is closed, or could not be opened to its end. */
export interface Closers {
  readonly add: (close: () => Promise<void>) => void;
  /** Runs them, last added first, each once, whatever the others do. Throws the first failure at the end. */
  readonly close: () => Promise<void>;
}

export function createClosers(): Closers {
  const waiting: (() => Promise<void>)[] = [];
  return {
    add: (close) => waiting.push(close),
    close: async () => {
      const failures: unknown[] = [];
      for (let close = waiting.pop(); close; close = waiting.pop()) {
        await close().catch((error: unknown) => failures.push(error));
      }
      if (failures.length > 0) throw failures[0];
    },
  };
}
