import type { LossRatios } from './loss-ratios.ts';
import { hoursLateAt, logOddsOfHours } from './miss.ts';
import type { Stake } from './stake.ts';

/** Where a loss comes from. */
export const LOSSES = ['penalty', 'lost-margin', 'churn', 'downstream'] as const;
export type LossKind = (typeof LOSSES)[number];

/**
 * Expected loss of one kind, in minor units, of a delivery that misses its promise with chance `late` and whose time is spread about
 * it with these log-odds (`miss.ts`). Grows with both, and never passes what there is to lose.
 */
export function lossOf(
  kind: LossKind,
  stake: Stake,
  ratios: LossRatios,
  late: number,
  logOdds: number,
  spreadHours: number,
): number {
  const { lostSale, lostSalePerDay, churn, churnPerDay } = ratios;
  switch (kind) {
    case 'penalty': {
      const { penaltyFlatMinor: flat, penaltyPerDayMinor: perDay, penaltyCapMinor: cap } = stake;
      return boundedLoss(flat, perDay, cap, late, logOdds, spreadHours);
    }
    case 'lost-margin':
      return worth(stake.marginMinor) * boundedLoss(lostSale, lostSalePerDay, 1, late, logOdds, spreadHours);
    case 'churn':
      return worth(stake.yearlyMarginMinor) * boundedLoss(churn, churnPerDay, 1, late, logOdds, spreadHours);
    case 'downstream':
      return worth(stake.downstreamMinor) * boundedLoss(lostSale, lostSalePerDay, 1, late, logOdds, spreadHours);
  }
}

/**
 * Expected loss of so much at once and so much for each day begun, up to `most`: E[min(once + perDay x days, most)]. A day that is begun
 * counts whole, which adds half a day to a miss on average. Behind the day on which `most` is reached nothing is lost any more, so what
 * lies behind it is taken off: with T the hours late, E[min(T+, c)] = E[T+] - E[(T - c)+].
 */
export function boundedLoss(
  once: number,
  perDay: number,
  most: number,
  late: number,
  logOdds: number,
  spreadHours: number,
): number {
  if (!(perDay > 0)) return Math.min(once, most) * late;
  const daysUntilMost = (most - once) / perDay - HALF_A_DAY;
  if (!(daysUntilMost > 0)) return Math.min(once + perDay * HALF_A_DAY, most) * late;
  const all = hoursLateAt(logOdds, spreadHours);
  const behind =
    daysUntilMost === Infinity
      ? 0
      : hoursLateAt(logOdds - logOddsOfHours(HOURS_PER_DAY * daysUntilMost, spreadHours), spreadHours);
  return once * late + perDay * (HALF_A_DAY * late + (all - behind) / HOURS_PER_DAY);
}

const HOURS_PER_DAY = 24;
const HALF_A_DAY = 0.5;

function worth(amountMinor: number): number {
  return Math.max(0, amountMinor);
}
