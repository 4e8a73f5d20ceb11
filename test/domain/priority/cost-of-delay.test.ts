import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { costOfDelay, costOfDelayScore, type DelayCase } from '../../../src/domain/priority/cost-of-delay.ts';
import { NO_STAKE } from '../../../src/domain/priority/stake.ts';
import { anyCase, RATIOS } from './arbitraries.ts';

const base: DelayCase = {
  stake: NO_STAKE,
  late: 0.2,
  overdueHours: null,
  spreadHours: 12,
  flexibleHours: 0,
  waitHours: 4,
  shiftHours: 4,
  effortMinutes: 10,
  isRegulated: false,
  isContractual: false,
};

describe('cost of delay', () => {
  it('is the sum of its components to the last bit, in whatever order they are added', () => {
    fc.assert(
      fc.property(anyCase, fc.array(fc.nat(3)), (given, swaps) => {
        const { components, costOfDelayPerHour } = costOfDelay(given, RATIOS);
        const amounts = components.map(({ amountPerHour }) => amountPerHour);
        const shuffled = [...amounts];
        swaps.forEach((to, from) => {
          const [a = 0, b = 0] = [shuffled[from % 4], shuffled[to]];
          shuffled[from % 4] = b;
          shuffled[to] = a;
        });

        expect(amounts.reduce((sum, one) => sum + one, 0)).toBe(costOfDelayPerHour);
        expect(shuffled.reduce((sum, one) => sum + one, 0)).toBe(costOfDelayPerHour);
      }),
    );
  });

  it('is finite and never below nothing', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        const { score, costOfDelayPerHour, components } = costOfDelay(given, RATIOS);

        for (const number of [score, costOfDelayPerHour, ...components.map((one) => one.amountPerHour)]) {
          expect(Number.isFinite(number) && number >= 0).toBe(true);
        }
      }),
    );
  });

  it('told as a bare number is the same to the last bit', () => {
    fc.assert(
      fc.property(anyCase, (given) => {
        expect(costOfDelayScore(given, RATIOS)).toBe(costOfDelay(given, RATIOS).score);
      }),
    );
  });

  it('never falls when more is at stake', () => {
    fc.assert(
      fc.property(anyCase, fc.double({ min: 1.001, max: 1e6, noNaN: true }), (given, times) => {
        const { stake } = given;
        const richer = { ...given, stake: { ...stake, marginMinor: stake.marginMinor * times + 1 } };

        expect(costOfDelay(richer, RATIOS).score).toBeGreaterThanOrEqual(costOfDelay(given, RATIOS).score);
      }),
    );
  });

  it('is nothing while waiting moves no delivery', () => {
    const stake = { ...NO_STAKE, marginMinor: 1e6, penaltyFlatMinor: 1e6 };

    expect(costOfDelay({ ...base, stake, shiftHours: 0 }, RATIOS).costOfDelayPerHour).toBe(0);
  });

  it('falls by half where the work is twice as much', () => {
    const stake = { ...NO_STAKE, penaltyFlatMinor: 50_000 };
    const [short, long] = [10, 20].map((effortMinutes) => costOfDelay({ ...base, stake, effortMinutes }, RATIOS).score);

    expect(short).toBe(2 * (long ?? 0));
  });

  it('of a daily penalty goes on after the promise has passed', () => {
    const passed = { ...base, late: 1, stake: { ...NO_STAKE, penaltyPerDayMinor: 24_000 } };

    expect(costOfDelay(passed, RATIOS).costOfDelayPerHour).toBeCloseTo(1000, 0);
  });

  it('stops growing at the cap that the contract names', () => {
    const passed = {
      ...base,
      late: 1,
      stake: { ...NO_STAKE, penaltyPerDayMinor: 24_000, penaltyFlatMinor: 100, penaltyCapMinor: 100 },
    };

    expect(costOfDelay(passed, RATIOS).costOfDelayPerHour).toBeLessThan(0.01);
  });

  it('counts a promise that may move from where it may move to', () => {
    const stake = { ...NO_STAKE, penaltyFlatMinor: 50_000 };
    const firm = costOfDelay({ ...base, stake }, RATIOS);
    const flexible = costOfDelay({ ...base, stake, flexibleHours: 72 }, RATIOS);

    expect(firm.lateNow).toBeCloseTo(0.2, 12);
    expect(flexible.lateNow).toBeLessThan(0.001);
    expect(flexible.score).toBeLessThan(firm.score / 50);
  });
});
