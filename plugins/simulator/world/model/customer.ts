import { idOf } from '../identifiers.ts';
import type { ServiceTerms } from '../../../../src/providers/index.ts';
import type { CustomerState, Region, Segment, SimTime, Tier } from '../state.ts';

/** Somebody who orders. */
export class Customer implements CustomerState {
  readonly country = 'US';
  creditUsedMinor = 0;
  changedAt: SimTime;

  constructor(
    readonly index: number,
    readonly name: string,
    readonly segment: Segment,
    readonly tier: Tier,
    readonly region: Region,
    readonly city: string,
    readonly terms: ServiceTerms,
    readonly isSameDay: boolean,
    readonly creditLimitMinor: number,
    readonly yearlyMarginMinor: number,
    /** Share of all demand. */
    readonly weight: number,
    readonly returnRatio: number,
    /** How much more often than elsewhere goods come late to it. */
    readonly latenessFactor: number,
    begin: SimTime,
  ) {
    this.changedAt = begin;
  }

  get id(): string {
    return idOf('customer', this.index + 1);
  }

  get priorityCode(): number {
    return PRIORITY_CODES[this.tier];
  }
}

const PRIORITY_CODES = { platinum: 1, gold: 2, silver: 3, bronze: 4 } as const;
