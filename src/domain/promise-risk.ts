import type { Instant } from './time.ts';

/** Who scored a line: a trained model, or the documented rules that stand in for it. */
export const SCORING_METHODS = ['model', 'rules'] as const;
export type ScoringMethod = (typeof SCORING_METHODS)[number];

/** What one line's promise is up against, as scored at one moment, with all that made it. */
export interface RecordedRisk {
  readonly lineId: string;
  /** Chance that it is delivered after its promise: 0 (safe) to 1 (certain miss). */
  readonly late: number;
  /** What `late` could be, were the missing signals known; both equal to `late` when none is missing. */
  readonly lateLow: number;
  readonly lateHigh: number;
  /** Names of the signals that were missing, those that widen the interval; empty when none was. */
  readonly missing: readonly string[];
  /** Chance that less than what was ordered is delivered; null where nothing is known of it. */
  readonly short: number | null;
  /** Chance that an exception is opened on it; null where nothing is known of it. */
  readonly exception: number | null;
  /** Half of the possible deliveries come before it; null when the scorer does not say. */
  readonly deliverP50At: Instant | null;
  readonly deliverP90At: Instant | null;
  readonly method: ScoringMethod;
  /** Why not by the model, in words; null when the model scored. */
  readonly methodReason: string | null;
  /** `<name>/<version>` of the model, or of the rules. */
  readonly modelVersion: string;
  readonly scoredAt: Instant;
  /** What the model saw of the line; null when the rules scored. */
  readonly seen: SeenRow | null;
  /** What moved the score, when the rules gave it; null when the model did: its reasons follow from what it saw. */
  readonly points: readonly RulePoint[] | null;
}

/** What is told of a risk, without what made it. */
export type ToldRisk = Omit<RecordedRisk, 'seen' | 'points'>;

/** One line as a model sees it: values in the order of its feature list, null for unknown, and days since the order. */
export interface SeenRow {
  readonly numbers: readonly (number | null)[];
  readonly categories: readonly (string | null)[];
  readonly openDays: number;
}

/** How much one rule moved a score. */
export interface RulePoint {
  /** Of the rule. */
  readonly name: string;
  /** Above 0 makes a late delivery likelier. */
  readonly logOdds: number;
  /** What was seen, in words with its unit. */
  readonly said: string;
}
