interface Options {
  readonly atOnce: number;
  readonly signal: AbortSignal;
}

/**
 * Works on items in their order, some at once. The first failure stops the others through their signal, and is thrown once all
 * have ended: nothing goes on behind the caller's back.
 */
export async function eachOf<T>(
  items: Iterable<T>,
  { atOnce, signal }: Options,
  work: (item: T, signal: AbortSignal) => Promise<void>,
): Promise<void> {
  const failed = new AbortController();
  const either = AbortSignal.any([signal, failed.signal]);
  const failures: unknown[] = [];
  const waiting = items[Symbol.iterator]();

  async function takeTurns(): Promise<void> {
    for (let next = waiting.next(); !next.done && !either.aborted; next = waiting.next()) {
      await work(next.value, either).catch((error: unknown) => {
        failures.push(error);
        failed.abort();
      });
    }
  }

  await Promise.all(Array.from({ length: atOnce }, takeTurns));
  if (failures.length > 0) throw failures[0];
  signal.throwIfAborted();
}
