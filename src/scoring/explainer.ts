import type { FeatureRow } from './feature.ts';
import type { IntervalMargins } from './interval-margins.ts';
import type { Snapshot } from './snapshot.ts';

/** One line as a model sees it, and nothing that it does not see. */
export interface ModelRow extends FeatureRow {
  /** Days from the order until now: that it was not delivered in them makes a late delivery likelier. At least 0. */
  readonly openDays: number;
}

/** What some features could be that are not known, by their place in the list of factors: a number of a number, a word of a category. */
export type Guess = ReadonlyMap<number, number | string>;

/** Something that a score may depend on. */
export interface Factor {
  /** A feature's name, or `days_open` for the time gone by since the order. */
  readonly name: string;
  /** False when the model passes it over: such a factor never moves a score and is no reason for one. */
  readonly isRead: boolean;
  /** What it usually is, from the lines trained on: numbers ascending (5, 25, 50, 75 and 95 of 100), or the commonest words. */
  readonly plausible: readonly number[] | readonly string[];
}

/**
 * What a model says of lines that are not quite as they are: for reasons, intervals and what-if questions. Pure: the same rows
 * give the same answers, and none depends on the rows beside it. All answers are log-odds of `late` after calibration, exactly as in
 * `Score.late` (`late = 1 / (1 + exp(-logOdds))`).
 */
export interface Explainer {
  /** The features in the order of the feature list (numbers, then categories), then `days_open`. */
  readonly factors: readonly Factor[];
  /** How much wider intervals are made than draws alone would make them. */
  readonly margins: IntervalMargins;
  /** Of a line of which nothing is known, not even what was promised: where reasons start from. */
  readonly baseLogOdds: number;
  /** The rows of snapshots, in their order; null for a line that was promised nothing. */
  readonly rowsOf: (snapshots: readonly Snapshot[]) => readonly (ModelRow | null)[];
  /** One answer per row. A feature set to null counts as unknown; without `promise_lead` the usual promise is meant. */
  readonly logOdds: (rows: readonly ModelRow[]) => Float64Array;
  /**
   * What the answers would be, were some of what is unknown known: for each turn one answer per row, `[turns x rows]`, by the guess that the turn has
   * for the row. A guess is of features that the row does not know. Rows that share a guess, the very same one, cost it once.
   */
  readonly logOddsGuessed: (rows: readonly ModelRow[], turns: readonly (readonly Guess[])[]) => Float64Array;
  /**
   * What it does to the answer when factors become known one by one in an order (indices of `factors`, each once): `[rows x
   * factors]`, row by row, the change that each factor makes at its place in the list of factors. With `baseLogOdds` they add up to
   * `logOdds`. An order and its reverse, averaged, are a fair share.
   */
  readonly changes: (rows: readonly ModelRow[], order: ArrayLike<number>) => Float64Array;
}
