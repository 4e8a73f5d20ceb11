import fc from 'fast-check';
import { expect, test } from 'vitest';
import { fitBins } from '../../src/scoring/bins.ts';
import { NO_CALIBRATION } from '../../src/scoring/calibration.ts';
import { PLAIN_LEVELS } from '../../src/scoring/conformal.ts';
import { chancesBefore, outlookOf, type View } from '../../src/scoring/outlook.ts';

const bins = fitBins([1, 2, 3, 4, 5, 6, 7, 8, 9, 10], null);
const PROMISE = 7.5;

function view(shift = 0, weight = 1, basis: View['basis'] = 'lead'): View {
  const probabilities = Float32Array.from(bins.spans, () => 1 / bins.spans.length);
  return { basis, bins, probabilities, weight, calibration: { slope: 1, shift } };
}

function standing(open: number, promise = PROMISE) {
  return { promise: Float64Array.of(promise), open: Float64Array.of(open) };
}

function lateAfter(open: number): number {
  return outlookOf([view()], standing(open), null).late[0] ?? Number.NaN;
}

test('the longer a line is open, the likelier it is late', () => {
  fc.assert(
    fc.property(
      fc.double({ min: 0, max: 7, noNaN: true }),
      fc.double({ min: 0, max: 3, noNaN: true }),
      (open, more) => {
        if (open + more <= 7.4) expect(lateAfter(open + more)).toBeGreaterThanOrEqual(lateAfter(open) - 1e-9);
      },
    ),
  );
});

test('a line past its promise is late', () => {
  expect(lateAfter(7.6)).toBe(0.9999);
});

test('dates agree with the chance and come after now, for one head and for two', () => {
  for (const views of [[view(2)], [view(2, 0.5), view(2, 0.5)], [view(-2)]]) {
    const { late, p50, p90 } = outlookOf(views, standing(3), PLAIN_LEVELS);

    expect(p50[0]).toBeGreaterThan(3);
    expect(p90[0]).toBeGreaterThanOrEqual(p50[0] ?? Infinity);
    expect((late[0] ?? 0) > 0.5).toBe((p50[0] ?? 0) > PROMISE);
  }
});

test('half and nine tenths of the probability lie before the dates', () => {
  const [views, at] = [[view()], standing(0)];
  const { p50, p90 } = outlookOf(views, at, PLAIN_LEVELS);

  for (const [share, dates] of [[0.5, p50] as const, [0.9, p90] as const]) {
    expect(chancesBefore(views, at, dates)[0]).toBeLessThanOrEqual(share + 1e-6);
    const hoursLater = dates.map((day) => day + 0.1);
    expect(chancesBefore(views, at, hoursLater)[0]).toBeGreaterThanOrEqual(share - 1e-6);
  }
});

test('a head that counts from the promise moves its dates with the promise', () => {
  const { p50 } = outlookOf([view(0, 1, 'delay')], standing(0, 20), PLAIN_LEVELS);
  const later = outlookOf([view(0, 1, 'delay')], standing(0, 30), PLAIN_LEVELS);

  expect((later.p50[0] ?? 0) - (p50[0] ?? 0)).toBeCloseTo(10, 2);
});

test('a line that is open longer than any was has no dates', () => {
  const { p50, p90 } = outlookOf([view()], standing(40), PLAIN_LEVELS);

  expect([p50[0], p90[0]]).toEqual([Number.NaN, Number.NaN]);
});

test('rows do not depend on the rows beside them', () => {
  const three = { ...view(), probabilities: new Float32Array(3 * bins.spans.length).fill(1 / bins.spans.length) };
  const together = outlookOf(
    [{ ...three, calibration: NO_CALIBRATION }],
    { promise: Float64Array.of(4, 7.5, 9), open: Float64Array.of(0, 3, 1) },
    PLAIN_LEVELS,
  );

  expect(together.p50[1]).toBe(outlookOf([view()], standing(3), PLAIN_LEVELS).p50[0]);
  expect(together.late[1]).toBe(lateAfter(3));
});
