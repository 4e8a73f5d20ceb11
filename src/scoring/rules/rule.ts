import type { SignalName } from '../signals/signal-list.ts';
import type { Snapshot } from '../snapshot.ts';
import type { Expectation } from './expectation.ts';

/** One documented rule of thumb: what a fact adds to the log-odds of a late delivery. */
export interface Rule {
  readonly name: string;
  /** The signal that it reads. */
  readonly signal: SignalName;
  /** Null when what it reads is unknown: it then says nothing. */
  readonly weigh: (snapshot: Snapshot, expected: Expectation) => Weight | null;
}

export interface Weight {
  /** Above 0 makes a late delivery likelier. */
  readonly logOdds: number;
  /** What was seen, in words with its unit, without a full stop. */
  readonly said: string;
}

/** A number no smaller than one bound and no larger than the other. */
export function within(low: number, value: number, high: number): number {
  return Math.min(high, Math.max(low, value));
}
