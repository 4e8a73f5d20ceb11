import type { CarrierCutoff } from '../../../../src/providers/index.ts';
import type { CarrierServiceState, SimTime } from '../state.ts';

/** A hand-over at a time of day, on some days of the week. */
export interface Departure {
  readonly minute: number;
  readonly weekdays: readonly number[];
}

/** A service of a carrier. */
export class Service implements CarrierServiceState {
  linesBooked = 0;
  changedAt: SimTime;
  /** Lines taken today, by site. */
  readonly bookedAt: Float64Array;

  constructor(
    readonly index: number,
    readonly id: string,
    readonly carrier: string,
    readonly service: string,
    readonly priceMinor: number,
    readonly departures: readonly Departure[],
    readonly cutoffs: readonly CarrierCutoff[],
    /** Delivery days from a site's region to another, by the steps between them; null for a courier, which takes hours. */
    readonly quotedDays: readonly number[] | null,
    /** How much more often than usual it comes late. */
    readonly latenessFactor: number,
    readonly transitDays: number,
    readonly transitDaysP90: number,
    /** Lines a day, by site. */
    readonly capacityAt: Float64Array,
    begin: SimTime,
  ) {
    this.changedAt = begin;
    this.bookedAt = new Float64Array(capacityAt.length);
  }

  get linesPerDay(): number {
    return this.capacityAt.reduce((sum, lines) => sum + lines, 0);
  }
}
