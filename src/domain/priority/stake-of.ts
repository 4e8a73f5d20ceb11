import type { ServiceTerms } from '../record/service-terms.ts';
import type { Stake } from './stake.ts';

/** What is known of a line's worth, in minor units of the book's currency; null is unknown. */
export interface Worth {
  readonly valueMinor: number | null;
  readonly costMinor: number | null;
  readonly yearlyMarginMinor: number | null;
  /** Margin of what waits for the line; 0 when nothing does. */
  readonly downstreamMinor: number;
  /** What the contract owes once for a late line; 0 when it owes nothing. */
  readonly penaltyFlatMinor: number;
}

/** Share of the value that counts as margin where the cost is unknown: an assumption, usual in wholesale. */
export const ASSUMED_MARGIN_RATIO = 0.2;
/** A line of unknown value counts as this much: among its like by risk, and behind what is known to be worth more. */
export const UNKNOWN_VALUE_MINOR = 100;

/** What a line stands to lose, from its worth and the customer's contract (null: none). */
export function stakeOf(worth: Worth, terms: ServiceTerms | null): Stake {
  const valueMinor = Math.max(0, worth.valueMinor ?? UNKNOWN_VALUE_MINOR);
  return {
    marginMinor: marginOf(worth),
    downstreamMinor: Math.max(0, worth.downstreamMinor),
    yearlyMarginMinor: Math.max(0, worth.yearlyMarginMinor ?? 0),
    penaltyFlatMinor: Math.max(0, worth.penaltyFlatMinor),
    penaltyPerDayMinor: (terms?.latePenaltyRatioPerDay ?? 0) * valueMinor,
    penaltyCapMinor: terms?.latePenaltyCapRatio == null ? Infinity : terms.latePenaltyCapRatio * valueMinor,
  };
}

/** The margin of a line, never below nothing. */
export function marginOf({ valueMinor, costMinor }: Pick<Worth, 'valueMinor' | 'costMinor'>): number {
  const value = Math.max(0, valueMinor ?? UNKNOWN_VALUE_MINOR);
  if (valueMinor === null || costMinor === null) return ASSUMED_MARGIN_RATIO * value;
  return Math.max(0, value - Math.max(0, costMinor));
}
