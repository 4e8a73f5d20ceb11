/** Floors that no sum of money passes, first to go first. */
export const TIERS = ['regulated', 'contractual', 'standard'] as const;
export type Tier = (typeof TIERS)[number];

/** What of a contract bears on the tier. */
export interface Commitment {
  /** Law or contract puts the customer's lines ahead of any sum of money. */
  readonly isRegulated: boolean;
  /** The contract names a firm time of delivery. */
  readonly isContractual: boolean;
}

/**
 * The tier of a line. Regulated: always. Contractual: while the commitment is immediate, which is when releasing now more likely
 * than not keeps it and waiting for the next opportunity more likely than not breaks it. Before that there is time; after it
 * the tier can save nothing, and what the miss costs decides.
 */
export function tierOf({ isRegulated, isContractual }: Commitment, lateNow: number, lateNext: number): Tier {
  if (isRegulated) return 'regulated';
  return isContractual && lateNow < EVEN && lateNext >= EVEN ? 'contractual' : 'standard';
}

const EVEN = 0.5;
