import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Digest } from '../../../../plugins/simulator/engine/digest.ts';

describe('Digest', () => {
  it('is the same for the same numbers only', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ noNaN: true })), fc.array(fc.double({ noNaN: true })), (a, b) => {
        const isSame = a.length === b.length && a.every((value, index) => Object.is(value, b[index]));
        expect(digestOf(a) === digestOf(b)).toBe(isSame);
        expect(digestOf(a)).toBe(digestOf([...a]));
      }),
    );
  });

  it('tells neighbours, orders and lengths apart', () => {
    const near = [[1, 2], [2, 1], [1], [], [1, 2, 0], [1, 3], [0, 0], [0], [Number.MAX_SAFE_INTEGER], [-1]];

    expect(new Set(near.map(digestOf)).size).toBe(near.length);
    expect(digestOf([1])).toMatch(/^[0-9a-f]{32}$/);
  });
});

function digestOf(values: readonly number[]): string {
  const digest = new Digest();
  for (const value of values) digest.add(value);
  return digest.text();
}
