import { setImmediate } from 'node:timers/promises';

/**
 * Starts each work when the one before has asked the database, and waits for all: thousands of rows are put into a statement while
 * the database works on the statement before. Throws the first failure once all have ended, so that none goes on behind the back
 * of a transaction that is over.
 */
export async function inTurn(works: readonly (() => Promise<void>)[]): Promise<void> {
  const ends: Promise<PromiseSettledResult<void>[]>[] = [];
  for (const work of works) {
    ends.push(Promise.allSettled([work()]));
    await setImmediate();
  }
  for (const end of (await Promise.all(ends)).flat()) if (end.status === 'rejected') throw end.reason;
}
