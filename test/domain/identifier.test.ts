import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { inventoryIdOf, lineIdOf } from '../../src/domain/record/identifier.ts';

const texts = fc.string({ unit: fc.constantFrom('a', '/', '@', '%', '2', 'F', '5'), minLength: 1, maxLength: 6 });

describe('an id made of two keys', () => {
  it('is plain where the keys are', () => {
    expect(lineIdOf('SO-1', '10')).toBe('SO-1/10');
    expect(lineIdOf('SO/2026/1', '10')).toBe('SO/2026/1/10');
    expect(inventoryIdOf('I-1', 'DC1')).toBe('I-1@DC1');
  });

  it('differs for different keys, whatever marks they hold', () => {
    fc.assert(
      fc.property(texts, texts, texts, texts, (a, b, c, d) => {
        fc.pre(a !== c || b !== d);
        expect(lineIdOf(a, b)).not.toBe(lineIdOf(c, d));
        expect(inventoryIdOf(a, b)).not.toBe(inventoryIdOf(c, d));
      }),
      { numRuns: 2000 },
    );
  });
});
