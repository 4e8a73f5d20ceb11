import type { Instant } from './time.ts';

/** The chance that one line misses its promised delivery, as scored at one moment, with all that made it. */
export interface RecordedRisk {
  readonly lineId: string;
  /** 0 (safe) to 1 (certain miss). */
  readonly late: number;
  /** Half of the possible deliveries come before it, in the model's view; null when the model does not say. */
  readonly deliverP50At: Instant | null;
  readonly deliverP90At: Instant | null;
  readonly modelVersion: string;
  readonly scoredAt: Instant;
  /** The numbers that the model saw, in the order of its feature list: value, then 1 when known and 0 when not, for each. */
  readonly features: readonly number[];
}
