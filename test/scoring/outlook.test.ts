import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBins } from '../../src/scoring/bins.ts';
import { outlookOf } from '../../src/scoring/outlook.ts';

const bins = fitBins([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], null);
const probabilities = Float32Array.from(bins.spans, () => 1 / bins.spans.length);
const distribution = correctedBy(0);

function correctedBy(shift: number) {
  return [{ weight: 1, bins, probabilities, origin: 100, promised: 107.5, calibration: { slope: 1, shift } }];
}

test('the longer a line is open, the likelier it is late', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 100, max: 107, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (now, more) => {
        const before = outlookOf(distribution, 107.5, now).late;
        const after = outlookOf(distribution, 107.5, Math.min(107.4, now + more)).late;
        if (now + more <= 107.4) expect(after).toBeGreaterThanOrEqual(before - 1e-9);
      },
    ),
  );
});

test('a line past its promise is late', () => {
  expect(outlookOf(distribution, 107.5, 107.6).late).toBe(0.9999);
});

test('dates agree with the chance and come after now', () => {
  const outlook = outlookOf(correctedBy(2), 107.5, 103);

  expect(outlook.deliverP50).toBeGreaterThan(103);
  expect(outlook.deliverP90).toBeGreaterThanOrEqual(outlook.deliverP50 ?? Infinity);
  expect(outlook.late > 0.5).toBe((outlook.deliverP50 ?? 0) > 107.5);
});

test('a line that is open longer than any was has no dates', () => {
  expect(outlookOf(distribution, 107.5, 140)).toMatchObject({ deliverP50: null, deliverP90: null });
});
