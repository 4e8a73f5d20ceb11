import fc from 'fast-check';
import type { DelayCase } from '../../../src/domain/priority/cost-of-delay.ts';
import { LossRatios } from '../../../src/domain/priority/loss-ratios.ts';
import type { Stake } from '../../../src/domain/priority/stake.ts';

export const RATIOS = LossRatios.parse({});

const amount = fc.oneof(fc.constant(0), fc.integer({ min: 0, max: 2 ** 45 }));

export const anyStake: fc.Arbitrary<Stake> = fc.record({
  marginMinor: amount,
  downstreamMinor: amount,
  yearlyMarginMinor: amount,
  penaltyFlatMinor: amount,
  penaltyPerDayMinor: fc.oneof(amount, fc.double({ min: 0, max: 1e12, noNaN: true })),
  penaltyCapMinor: fc.oneof(fc.constant(Infinity), amount),
});

/** To the second: less time than that is lost in the rounding of what is at stake. */
const hours = (max: number) => fc.nat(max * 3600).map((seconds) => seconds / 3600);

export const anyCase: fc.Arbitrary<DelayCase> = fc.record({
  stake: anyStake,
  late: fc.double({ min: 0, max: 1, noNaN: true }),
  overdueHours: fc.oneof(fc.constant(null), hours(2000)),
  spreadHours: hours(2000),
  flexibleHours: fc.oneof(fc.constant(0), hours(500)),
  waitHours: hours(200),
  shiftHours: hours(400),
  effortMinutes: hours(600),
  isRegulated: fc.boolean(),
  isContractual: fc.boolean(),
});
