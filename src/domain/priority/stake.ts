/** What a line stands to lose by being late, in minor units of the book's currency. 0 is none, or none known. */
export interface Stake {
  /** What the customer pays less what the goods cost. */
  readonly marginMinor: number;
  /** Margin of what waits for this line: the rest of an order that is sent whole or not at all. */
  readonly downstreamMinor: number;
  /** What the customer brings in a year. */
  readonly yearlyMarginMinor: number;
  /** Owed once when late. */
  readonly penaltyFlatMinor: number;
  /** Owed for each day begun after the promise. */
  readonly penaltyPerDayMinor: number;
  /** The most that is owed for the line; Infinity for no limit. */
  readonly penaltyCapMinor: number;
}

/** Nothing to lose. */
export const NO_STAKE: Stake = {
  marginMinor: 0,
  downstreamMinor: 0,
  yearlyMarginMinor: 0,
  penaltyFlatMinor: 0,
  penaltyPerDayMinor: 0,
  penaltyCapMinor: Infinity,
};
