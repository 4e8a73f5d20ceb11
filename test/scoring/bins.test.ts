import fc from 'fast-check';
import { expect, test } from 'vitest';
import { binOf, fitBins, shareAfter } from '../../src/scoring/bins.ts';

const values = fc.array(fc.integer({ min: -20, max: 60 }), { minLength: 1, maxLength: 300 });

test('spans ascend, do not overlap, and every value falls into one', () => {
  fc.assert(
    fc.property(values, fc.constantFrom(null, 0), (some, cut) => {
      const bins = fitBins(some, cut);

      bins.spans.forEach(({ from, to }, i) => {
        expect(from).toBeLessThanOrEqual(to);
        const next = bins.spans[i + 1];
        if (next) expect(next.from).toBeGreaterThan(to);
      });
      for (const value of some) {
        const span = bins.spans[binOf(bins, value)];
        expect(span && span.from <= value && value <= span.to).toBe(true);
      }
    }),
  );
});

test('no span reaches across the cut', () => {
  fc.assert(
    fc.property(values, (some) => {
      for (const { from, to } of fitBins(some, 0).spans) expect(from <= 0 && to > 0).toBe(false);
    }),
  );
});

test('the share after a value falls from 1 to 0 as the value grows', () => {
  fc.assert(
    fc.property(
      values,
      fc.double({ min: -50, max: 90, noNaN: true }),
      fc.double({ min: 0, max: 50, noNaN: true }),
      (some, value, more) => {
        const bins = fitBins(some, null);
        bins.spans.forEach((_, bin) => {
          const share = shareAfter(bins, bin, value);
          expect(share).toBeGreaterThanOrEqual(0);
          expect(share).toBeLessThanOrEqual(1);
          expect(shareAfter(bins, bin, value + more)).toBeLessThanOrEqual(share);
        });
      },
    ),
  );
});
