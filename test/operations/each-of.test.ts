import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { eachOf } from '../../src/operations/each-of.ts';

const never = new AbortController().signal;

describe('eachOf', () => {
  it('works on every item once, in order, and on no more at once than it may', async () => {
    const begun: number[] = [];
    let [busy, most] = [0, 0];

    await eachOf([1, 2, 3, 4, 5], { atOnce: 2, signal: never }, async (item) => {
      begun.push(item);
      most = Math.max(most, (busy += 1));
      await turn();
      busy -= 1;
    });

    expect(begun).toEqual([1, 2, 3, 4, 5]);
    expect(most).toBe(2);
  });

  it('stops the others at the first failure, begins no more, and throws it when all have ended', async () => {
    const ended: string[] = [];

    const work = eachOf(['slow', 'broken', 'late'], { atOnce: 2, signal: never }, async (item, signal) => {
      if (item === 'broken') throw new Error('no such kind');
      while (!signal.aborted) await turn();
      ended.push(item);
    });

    await expect(work).rejects.toThrow('no such kind');
    expect(ended).toEqual(['slow']);
  });

  it('throws when it is stopped', async () => {
    const stop = new AbortController();

    const work = eachOf([1, 2], { atOnce: 1, signal: stop.signal }, async () => stop.abort());

    await expect(work).rejects.toThrow('aborted');
  });
});
