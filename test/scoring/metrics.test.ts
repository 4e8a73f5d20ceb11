import { expect, test } from 'vitest';
import { bootstrap } from '../../src/scoring/bootstrap.ts';
import { metricsOf } from '../../src/scoring/metrics.ts';

test('metrics equal those worked by hand', () => {
  const chances = [0.9, 0.8, 0.4, 0.3, 0.2];
  const late = [true, false, true, false, false];

  const metrics = metricsOf({ chances, late });

  expect(metrics.rows).toBe(5);
  expect(metrics.baseRate).toBeCloseTo(2 / 5, 12);
  expect(metrics.rocAuc).toBeCloseTo(5 / 6, 12); // of 6 pairs only (0.4 late, 0.8 not) stands the wrong way round
  expect(metrics.averagePrecision).toBeCloseTo((1 / 1 + 2 / 3) / 2, 12);
  expect(metrics.brier).toBeCloseTo((0.01 + 0.64 + 0.36 + 0.09 + 0.04) / 5, 12);
  expect(metrics.logLoss).toBeCloseTo(
    -(Math.log(0.9) + Math.log(0.2) + Math.log(0.4) + Math.log(0.7) + Math.log(0.8)) / 5,
    12,
  );
  expect(metrics.precisionTop5).toBe(1);
});

test('tied scores rank as a coin would: half right', () => {
  const metrics = metricsOf({ chances: [0.3, 0.3, 0.3, 0.3], late: [true, false, false, false] });

  expect(metrics.rocAuc).toBe(0.5);
  expect(metrics.averagePrecision).toBe(0.25);
  expect(metrics.precisionTop10).toBe(0.25);
  expect(metrics.ece).toBeCloseTo(0.05 * 4 * 0 + Math.abs(0.3 - 1) / 4 + (3 * 0.3) / 4, 12);
});

test('what the rows do not define is null', () => {
  expect(metricsOf({ chances: [], late: [] })).toMatchObject({
    rows: 0,
    rocAuc: null,
    brier: null,
    precisionTop5: null,
  });
  expect(metricsOf({ chances: [0.5], late: [false] })).toMatchObject({
    rocAuc: null,
    averagePrecision: null,
    brier: 0.25,
  });
});

test('an interval comes from whole orders, the same for the same seed, and holds the value', () => {
  const chances = Array.from({ length: 200 }, (_, i) => ((i * 37) % 100) / 100);
  const late = chances.map((chance, i) => (i * 53) % 100 < chance * 100);
  const cluster = chances.map((_, i) => Math.floor(i / 4));

  const intervals = bootstrap({ chances, late, cluster }, ['rocAuc'], 7);
  const [low = 0, high = 0] = intervals.get('rocAuc') ?? [];
  const auc = metricsOf({ chances, late }).rocAuc ?? 0;

  expect(bootstrap({ chances, late, cluster }, ['rocAuc'], 7)).toEqual(intervals);
  expect(low).toBeLessThan(auc);
  expect(high).toBeGreaterThan(auc);
});
