import { LATER, OVER, type PromptIterator } from '../feeds/prompt-iterator.ts';

/** Where results go: one client. */
export interface Outlet<T> {
  /** Whether the client must read before it is sent more. */
  readonly isFull: () => boolean;
  /** Calls back once, when it is no longer full or the client has gone. */
  readonly whenDrained: (callback: () => void) => void;
  readonly put: (result: T) => void;
}

/**
 * Sends results as they come, as fast as the client reads; what comes meanwhile waits in the feed's buffers. Resolves when
 * there are no more, rejects as the results do. Costs no promise a result.
 */
export function pour<T>(results: PromptIterator<T>, outlet: Outlet<T>): Promise<void> {
  return new Promise((resolve, reject) => {
    function run(): void {
      try {
        while (!outlet.isFull()) {
          const result = results.take();
          if (result === OVER) return resolve();
          if (result === LATER) return results.whenReady(run);
          outlet.put(result);
        }
        outlet.whenDrained(run);
      } catch (error) {
        reject(error instanceof Error ? error : new Error(String(error)));
      }
    }
    run();
  });
}
