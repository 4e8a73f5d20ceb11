import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfDelay, type DelayCase } from '../../../src/domain/priority/cost-of-delay.ts';
import { boundedLoss } from '../../../src/domain/priority/loss.ts';
import { chanceAt } from '../../../src/domain/priority/miss.ts';
import { NO_STAKE } from '../../../src/domain/priority/stake.ts';
import { RATIOS } from './arbitraries.ts';

describe('a bounded loss', () => {
  it('is the mean of what each delivery would cost: integrated by hand', () => {
    const [once, perDay, most, z, spread] = [300, 1000, 4000, 0.4, 30];
    let mean = 0;
    const step = 0.01;
    for (let hours = -600; hours < 900; hours += step) {
      const before = chanceAt(z - hours / spread);
      const density = before - chanceAt(z - (hours + step) / spread);
      if (hours >= 0) mean += density * Math.min(once + perDay * (hours / 24 + 0.5), most);
    }

    expect(boundedLoss(once, perDay, most, chanceAt(z), z, spread)).toBeCloseTo(mean, 0);
  });

  it('grows with the log-odds and never passes its bound', () => {
    const amount = fc.double({ min: 0, max: 1e6, noNaN: true });
    const logOdds = fc.double({ min: -40, max: 400, noNaN: true });
    const spread = fc.double({ min: 0.5, max: 500, noNaN: true });
    fc.assert(
      fc.property(
        amount,
        amount,
        amount,
        logOdds,
        fc.double({ min: 0, max: 50, noNaN: true }),
        spread,
        (once, perDay, most, z, more, hours) => {
          const [less, later] = [z, z + more].map((at) => boundedLoss(once, perDay, most, chanceAt(at), at, hours));
          const slack = 1e-9 * (most + perDay);

          expect(later).toBeGreaterThanOrEqual((less ?? 0) - slack);
          expect(later).toBeLessThanOrEqual(most + slack);
        },
      ),
    );
  });
});

describe('a line whose promise has passed', () => {
  const late: DelayCase = {
    stake: { ...NO_STAKE, penaltyFlatMinor: 5000, penaltyPerDayMinor: 2400, penaltyCapMinor: 12_200 },
    late: 0.9999,
    overdueHours: 10,
    spreadHours: 6,
    flexibleHours: 0,
    waitHours: 4,
    shiftHours: 24,
    effortMinutes: 10,
    isRegulated: false,
    isContractual: true,
  };

  it('has lost the flat penalty: only further days count', () => {
    const { costOfDelayPerHour, lateNow, lateNext } = costOfDelay(late, RATIOS);

    expect([lateNow, lateNext]).toEqual([1, 1]);
    expect(costOfDelayPerHour).toBeGreaterThan((0.7 * 2400) / 4);
    expect(costOfDelayPerHour).toBeLessThanOrEqual(2400 / 4);
  });

  it('has nothing more to lose once the cap is reached: it goes behind what can still be saved', () => {
    const months = costOfDelay({ ...late, overdueHours: 1500 }, RATIOS);
    const saved = costOfDelay({ ...late, late: 0.3, overdueHours: null }, RATIOS);

    expect(months.costOfDelayPerHour).toBe(0);
    expect(saved.score).toBeGreaterThan(months.score);
  });

  it('is not late yet where its promise may still move', () => {
    const flexible = costOfDelay({ ...late, flexibleHours: 96 }, RATIOS);

    expect(flexible.lateNow).toBeLessThan(0.01);
  });
});
