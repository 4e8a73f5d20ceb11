import type { LineOutcome } from '../domain/outcome.ts';
import type { Instant } from '../domain/time.ts';
import type { FeatureRow } from './feature.ts';
import type { MishapTimes } from './mishaps.ts';

/** One line as it stood when it was placed, and how it turned out against what was then promised. */
export interface Example extends FeatureRow {
  readonly lineId: string;
  readonly orderId: string;
  /** When its order was placed: lead times count from here. */
  readonly placedAt: Instant;
  /** The instant of which its features tell: when it was first there with a promise. */
  readonly asOf: Instant;
  readonly promisedDeliverBy: Instant;
  /** Null while it is open: how long it takes is then only known to be longer than until now. */
  readonly outcome: LineOutcome | null;
  /** When it was cancelled: nothing is known of it after that. */
  readonly cancelledAt: Instant | null;
  /** What else came of it, as far as is known. */
  readonly mishaps: MishapTimes;
  /** What the two baselines knew at `asOf`. Null when no outcome was known. */
  readonly baselines: Baselines;
}

export interface Baselines {
  /** Late rate of all outcomes so far. */
  readonly baseRatio: number | null;
  /** Late rate of the line's route in the 365 days before; the one-line rule. */
  readonly routeRatio: number | null;
}
