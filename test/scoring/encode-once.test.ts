import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { encodeOnce } from '../../src/scoring/encode-once.ts';
import type { Encoding } from '../../src/scoring/encoding.ts';
import { createRowEncoder, encodeRows } from '../../src/scoring/row-encoder.ts';
import type { FeatureRow } from '../../src/scoring/feature.ts';

const NUMBERS = 3;
const WORDS = ['red', 'green', 'blue'];

/** A curve through a few points, ascending. */
const scales = fc
  .uniqueArray(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 5 })
  .map((values) => [...values].sort((a, b) => a - b))
  .map((values) => ({ values, scores: values.map((value) => value / 4) }));

const encodings: fc.Arbitrary<Encoding> = fc.record({
  numbers: fc.uniqueArray(fc.record({ column: fc.nat(NUMBERS - 1), scale: scales }), {
    selector: ({ column }) => column,
  }),
  categories: fc.constantFrom([], [{ column: 0, words: WORDS.slice(0, 2) }], [{ column: 0, words: WORDS.slice(1) }]),
});

const rows: fc.Arbitrary<FeatureRow[]> = fc.array(
  fc.record({
    numbers: fc.array(fc.option(fc.constantFrom(-20, -1, 0, 0.5, 3, 20, Number.NaN)), {
      minLength: NUMBERS,
      maxLength: NUMBERS,
    }),
    categories: fc.array(fc.option(fc.constantFrom(...WORDS)), { minLength: 1, maxLength: 1 }),
  }),
  { maxLength: 12 },
);

describe('encoding rows for several networks', () => {
  it('gives each, in their order, what it would be given alone, whatever was encoded before', () => {
    fc.assert(
      fc.property(fc.array(encodings, { maxLength: 4 }), rows, rows, (some, before, given) => {
        const encode = encodeOnce(some);
        encode(before);

        const inputs = encode(given);

        expect(inputs).toEqual(some.map((encoding) => encodeRows(createRowEncoder(encoding), given)));
      }),
      { numRuns: 200 },
    );
  });

  it('makes the inputs of equal encodings once, and does not hand out those of the rows before', () => {
    const one: Encoding = { numbers: [{ column: 0, scale: { values: [0, 1], scores: [0, 1] } }], categories: [] };
    const other: Encoding = { ...one, categories: [{ column: 0, words: ['red'] }] };
    const encode = encodeOnce([one, other, structuredClone(one)]);

    const [first, second, third] = encode([{ numbers: [0.5], categories: ['red'] }]);
    const [next] = encode([{ numbers: [null], categories: [null] }]);

    expect(third).toBe(first);
    expect(second).not.toBe(first);
    expect([...(first?.numbers ?? [])]).toEqual([0.5, 1]);
    expect([...(next?.numbers ?? [])]).toEqual([0, 0]);
  });

  it('gives nothing where there are no networks, and empty inputs where there are no rows', () => {
    const encoding: Encoding = { numbers: [], categories: [{ column: 0, words: ['red'] }] };

    expect(encodeOnce([])([{ numbers: [], categories: ['red'] }])).toEqual([]);
    expect(encodeOnce([encoding])([])).toEqual([{ rows: 0, numbers: new Float32Array(0), places: new Int32Array(0) }]);
  });
});
