import type { Explainer, ModelRow } from './explainer.ts';
import type { Feature } from './feature.ts';
import { HELD, NO_MARGINS, type IntervalMargins } from './interval-margins.ts';
import { intervalsWhere } from './interval.ts';
import { chanceOf, logOddsOf } from './log-odds.ts';
import { createRandom } from './random.ts';
import type { SignalName } from './signals/signal-list.ts';

/** Lines that are tried at most, evenly over time, and at least: fewer say nothing. */
const MOST_LINES = 600;
const LEAST_LINES = 50;

/**
 * Split conformal prediction of intervals: signals are hidden from lines that the model was not trained on and whose score with
 * everything known it can tell; how far beyond the plain interval that score lies says by how much to widen it. Were the next lines like
 * these, nine in ten intervals would hold (Romano, Patterson and Candès 2019, conformalized quantile regression, never narrowed).
 */
export function marginsFor(
  explainer: Explainer,
  features: readonly Feature[],
  rows: readonly ModelRow[],
): IntervalMargins {
  const some = thinnedRows(rows);
  const tried = { ...explainer, margins: NO_MARGINS };
  const signals = signalsRead(explainer, features);
  const bySignal = Object.fromEntries(
    signals.map((signal) => [signal, marginOfMisses(missesOf(tried, features, some, () => [signal]))]),
  );
  return { bySignal, several: marginOfMisses(missesOf(tried, features, some, severalOf(signals))) };
}

/** How often intervals hold. */
export interface IntervalCoverage {
  /** The signal that was hidden; null: several at a time. */
  readonly signal: SignalName | null;
  readonly rows: number;
  readonly covered: number;
}

/** How often the intervals of lines hold, each signal hidden alone and several together. Lines that never had the signal do not count. */
export function intervalCoverage(
  explainer: Explainer,
  features: readonly Feature[],
  rows: readonly ModelRow[],
): readonly IntervalCoverage[] {
  const some = thinnedRows(rows);
  const signals = signalsRead(explainer, features);
  return [...signals, null].flatMap((signal): IntervalCoverage[] => {
    const hiddenOf = signal === null ? severalOf(signals) : () => [signal];
    const misses = missesOf(explainer, features, some, hiddenOf);
    if (misses.length < LEAST_LINES) return [];
    return [{ signal, rows: misses.length, covered: misses.filter((miss) => miss <= 1e-9).length / misses.length }];
  });
}

/** A line of which everything that some signals tell is unknown. */
export function hideSignals(row: ModelRow, features: readonly Feature[], hidden: readonly SignalName[]): ModelRow {
  const isHidden = (column: number): boolean => hidden.some((name) => name === features[column]?.signal);
  const count = row.numbers.length;
  return {
    numbers: row.numbers.map((value, i) => (isHidden(i) ? null : value)),
    categories: row.categories.map((word, i) => (isHidden(count + i) ? null : word)),
    openDays: row.openDays,
  };
}

/** The signals that the model reads anything of, in the order of the features. */
export function signalsRead({ factors }: Explainer, features: readonly Feature[]): readonly SignalName[] {
  const read = features.filter((_, i) => factors[i]?.isRead === true && factors[i].plausible.length > 0);
  return [...new Set(read.map(({ signal }) => signal))];
}

type HiddenOf = (line: number) => readonly SignalName[];

/** For each line whose score hiding moves, how far beyond the interval its score with everything known lies, in log-odds; 0 or less within. */
function missesOf(
  explainer: Explainer,
  features: readonly Feature[],
  rows: readonly ModelRow[],
  hiddenOf: HiddenOf,
): readonly number[] {
  const whole = explainer.logOdds(rows);
  const without = rows.map((row, i) => hideSignals(row, features, hiddenOf(i)));
  const told = explainer.logOdds(without);
  const lines = without.map((row, i) => ({ row, late: chanceOf(told[i] ?? 0) }));
  return intervalsWhere(explainer, features, lines, hiddenOf).flatMap(({ low, high }, i) => {
    const score = whole[i] ?? 0;
    if (Math.abs(score - (told[i] ?? 0)) < 1e-12) return [];
    return [Math.max(logOddsOf(low) - score, score - logOddsOf(high))];
  });
}

/** Another handful of signals for each line, the same each time: two at least. */
function severalOf(signals: readonly SignalName[]): HiddenOf {
  return (line) => {
    const random = createRandom(line);
    const share = random();
    const hidden = signals.filter(() => random() < share);
    return hidden.length > 1 ? hidden : signals;
  };
}

/** One more than there are, for the line that is to come. */
function marginOfMisses(misses: readonly number[]): number {
  if (misses.length < LEAST_LINES) return 0;
  const sorted = Float64Array.from(misses).sort();
  const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * HELD));
  return Math.max(0, sorted[rank - 1] ?? 0);
}

function thinnedRows(rows: readonly ModelRow[]): readonly ModelRow[] {
  const step = Math.max(1, rows.length / MOST_LINES);
  return Array.from({ length: Math.min(rows.length, MOST_LINES) }, (_, i) => rows[Math.floor(i * step)]).flatMap(
    (row) => row ?? [],
  );
}
