import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TimeSpread } from '../../../../plugins/simulator/kpi/time-spread.ts';

describe('TimeSpread', () => {
  it('gives the mean, and the median to 3 %', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 60_000, max: 10_000_000_000 }), { minLength: 1 }), (times) => {
        const spread = new TimeSpread();
        for (const ms of times) spread.add(ms);
        const { meanHours, medianHours } = spread.result();
        const sorted = [...times].sort((a, b) => a - b);
        const middle = (sorted[Math.ceil(times.length / 2) - 1] ?? 0) / 3_600_000;

        expect(meanHours).toBeCloseTo(times.reduce((sum, ms) => sum + ms, 0) / times.length / 3_600_000, 6);
        expect(Math.abs((medianHours ?? 0) / middle - 1)).toBeLessThan(0.031);
      }),
    );
  });

  it('is null where nothing took time', () => {
    expect(new TimeSpread().result()).toEqual({ meanHours: null, medianHours: null });
  });
});
