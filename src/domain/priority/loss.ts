import type { LossRatios } from './loss-ratios.ts';
import type { Stake } from './stake.ts';

/** Where a loss comes from. */
export const LOSSES = ['penalty', 'lost-margin', 'churn', 'downstream'] as const;
export type LossKind = (typeof LOSSES)[number];

/**
 * Expected loss of one kind, in minor units, when the line is late with chance `late` and by `days` expected days. Grows with
 * both, and never passes what there is to lose. A cap is applied to the expectation, which makes it an upper bound.
 */
export function lossOf(kind: LossKind, stake: Stake, ratios: LossRatios, late: number, days: number): number {
  switch (kind) {
    case 'penalty':
      return Math.min(
        stake.penaltyCapMinor === Infinity ? Infinity : stake.penaltyCapMinor * late,
        stake.penaltyFlatMinor * late + stake.penaltyPerDayMinor * days,
      );
    case 'lost-margin':
      return atStake(stake.marginMinor, late, ratios.lostSale * late + ratios.lostSalePerDay * days);
    case 'churn':
      return atStake(stake.yearlyMarginMinor, late, ratios.churn * late + ratios.churnPerDay * days);
    case 'downstream':
      return atStake(stake.downstreamMinor, late, ratios.lostSale * late + ratios.lostSalePerDay * days);
  }
}

function atStake(amountMinor: number, late: number, share: number): number {
  return Math.max(0, amountMinor) * Math.min(late, share);
}
