import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Does a thing at fixed times, whether or not the one before is done: what waits is counted as waiting. Resolves when all are
 * done, with the number of the last.
 */
export async function openLoop(
  perSecond: number,
  seconds: number,
  act: (n: number) => Promise<unknown>,
  first = 0,
): Promise<number> {
  const started = performance.now();
  const count = Math.round(perSecond * seconds);
  const under: Promise<unknown>[] = [];
  for (let n = 0; n < count; n += 1) {
    const due = started + (n * 1000) / perSecond;
    if (due > performance.now()) await sleep(due - performance.now());
    under.push(act(first + n));
  }
  await Promise.all(under);
  return first + count - 1;
}
