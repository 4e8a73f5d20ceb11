import { encodeOnce } from './encode-once.ts';
import { quantileOf, type Encoding } from './encoding.ts';
import { at } from './example-table.ts';
import type { Explainer, Factor, Guess, ModelRow } from './explainer.ts';
import { createFactorEffects } from './factor-effects.ts';
import type { FeatureRow } from './feature.ts';
import { allFeatures, type FeatureList } from './feature-list.ts';
import type { Fit } from './fit.ts';
import type { Head } from './head.ts';
import { NO_MARGINS, type IntervalMargins } from './interval-margins.ts';
import { logOddsOf } from './log-odds.ts';
import { createModelRows, promiseColumn, standingOfRows } from './model-rows.ts';
import { createMixture, lateIn, outlookOf, type View } from './outlook.ts';
import { createReveals } from './reveal.ts';
import { runShifted, type ShiftOf } from './run-tables.ts';
import type { Tensorflow } from './tensorflow.ts';
import { viewsOfInputs } from './views-of-inputs.ts';
import { ROWS_AT_ONCE } from './workbench.ts';

/** Explains the scores of a fit. */
export function createExplainer(
  tf: Tensorflow,
  fit: Fit,
  features: FeatureList,
  margins: IntervalMargins = NO_MARGINS,
): Explainer {
  const heads = fit.heads.map(({ head }) => head);
  const encode = encodeOnce(heads.map(({ encoding }) => encoding));
  const factors = factorsOf(fit, features);
  const promise = promiseColumn(features);

  function logOdds(rows: readonly ModelRow[]): Float64Array {
    if (rows.length === 0) return new Float64Array(0);
    const views = viewsOfInputs(tf, fit.heads, encode(rows));
    return outlookOf(views, standingOfRows(features, rows, fit.usualPromiseDays), null).late.map(logOddsOf);
  }

  const baseLogOdds = at(logOdds([unknownRow(features)]), 0);
  return { factors, margins, baseLogOdds, rowsOf: createModelRows(features), logOdds, logOddsGuessed, changes };

  function logOddsGuessed(rows: readonly ModelRow[], turns: readonly (readonly Guess[])[]): Float64Array {
    const inputs = encode(rows);
    const views = fit.heads.flatMap(({ head, ...corrected }, i) => {
      const own = inputs[i];
      return own
        ? [viewOf(head, corrected, runShifted(head.forward.tables, own, shiftsOf(head, features, turns)))]
        : [];
    });
    const standing = standingOfRows(features, rows, fit.usualPromiseDays);
    const inTurns = { promise: repeated(standing.promise, turns.length), open: repeated(standing.open, turns.length) };
    turns.forEach((guesses, turn) => {
      guesses.forEach((guess, r) => {
        const days = guess.get(promise);
        if (typeof days === 'number') inTurns.promise[turn * rows.length + r] = days;
      });
    });
    return outlookOf(views, inTurns, null).late.map(logOddsOf);
  }

  function changes(rows: readonly ModelRow[], order: ArrayLike<number>): Float64Array {
    const all = new Float64Array(rows.length * factors.length);
    const reveals = createReveals(heads, features);
    const mixture = createMixture(
      fit.heads.map(({ head, ...corrected }, i) =>
        viewOf(head, corrected, reveals[i]?.probabilities ?? new Float32Array(0)),
      ),
    );
    for (let from = 0; from < rows.length; from += ROWS_AT_ONCE) {
      walk(rows.slice(from, from + ROWS_AT_ONCE), all.subarray(from * factors.length));
    }
    return all;

    /** Makes all factors of some rows known, one after the other, and writes what each does. */
    function walk(some: readonly ModelRow[], into: Float64Array): void {
      const before = new Float64Array(some.length).fill(baseLogOdds);
      const promiseDays = new Float64Array(some.length).fill(fit.usualPromiseDays);
      const openDays = new Float64Array(some.length);
      for (const one of reveals) one.turnTo(some);
      for (let step = 0; step < order.length; step += 1) {
        const factor = order[step] ?? 0;
        const moved = new Uint8Array(some.length);
        for (const one of reveals) one.reveal(factor, moved);
        if (factor === promise)
          some.forEach(({ numbers }, r) => (promiseDays[r] = numbers[promise] ?? at(promiseDays, r)));
        if (factor === factors.length - 1) some.forEach((row, r) => (openDays[r] = row.openDays));
        const isAll = factor === promise || factor === factors.length - 1;
        for (let r = 0; r < some.length; r += 1) {
          if (!isAll && moved[r] === 0) continue;
          const after = logOddsOf(lateIn(mixture, r, at(promiseDays, r), at(openDays, r)));
          into[r * factors.length + factor] = after - at(before, r);
          before[r] = after;
        }
      }
    }
  }
}

function repeated(values: Float64Array, times: number): Float64Array {
  const all = new Float64Array(times * values.length);
  for (let time = 0; time < times; time += 1) all.set(values, time * values.length);
  return all;
}

/** What is told of a head's probabilities. */
function viewOf(
  { basis, bins }: Head,
  { weight, calibration }: Pick<View, 'weight' | 'calibration'>,
  probabilities: Float32Array,
): View {
  return { basis, bins, weight, calibration, probabilities };
}

/** What guesses do to the hidden units of a head: worked out once for all rows that share one. */
function shiftsOf(head: Head, features: FeatureList, turns: readonly (readonly Guess[])[]): readonly ShiftOf[] {
  const effects = createFactorEffects(head, features);
  const shifts = new Map<Guess, Float32Array>();
  function shiftBy(guess: Guess): Float32Array {
    const known = shifts.get(guess);
    if (known) return known;
    const shift = new Float32Array(effects.unknown.length);
    effects.takeRows([guessedRow(features, guess)]);
    for (const factor of guess.keys()) effects.add(shift, 0, 0, factor);
    shifts.set(guess, shift);
    return shift;
  }
  const nothing = new Float32Array(effects.unknown.length);
  return turns.map((guesses) => {
    const ofRows = guesses.map(shiftBy);
    return (row) => ofRows[row] ?? nothing;
  });
}

/** A row of which a guess is all that is known. */
function guessedRow({ numbers, categories }: FeatureList, guess: Guess): FeatureRow {
  return {
    numbers: numbers.map((_, i) => asNumber(guess.get(i))),
    categories: categories.map((_, i) => asWord(guess.get(numbers.length + i))),
  };
}

function asNumber(value: number | string | undefined): number | null {
  return typeof value === 'number' ? value : null;
}

function asWord(value: number | string | undefined): string | null {
  return typeof value === 'string' ? value : null;
}

function unknownRow({ numbers, categories }: FeatureList): ModelRow {
  return { numbers: numbers.map(() => null), categories: categories.map(() => null), openDays: 0 };
}

function factorsOf({ heads, usualPromiseDays }: Fit, features: FeatureList): readonly Factor[] {
  const encodings = heads.map(({ head }) => head.encoding);
  const promise = promiseColumn(features);
  const named = allFeatures(features).map(({ name }, i): Factor => {
    const column = i - features.numbers.length;
    const plausible = column < 0 ? usualNumbers(encodings, i) : usualWords(encodings, column);
    if (i !== promise) return { name, isRead: plausible.length > 0, plausible };
    return { name, isRead: true, plausible: plausible.length > 0 ? plausible : [usualPromiseDays] };
  });
  return [...named, { name: DAYS_OPEN, isRead: true, plausible: [0] }];
}

/** The factor that is no feature: time gone by since the order. */
const DAYS_OPEN = 'days_open';

const SHARES = [0.05, 0.25, 0.5, 0.75, 0.95];

function usualNumbers(encodings: readonly Encoding[], column: number): readonly number[] {
  const scale = encodings.flatMap(({ numbers }) => numbers.find((one) => one.column === column)?.scale ?? [])[0];
  return scale ? SHARES.map((share) => quantileOf(scale, share)) : [];
}

function usualWords(encodings: readonly Encoding[], column: number): readonly string[] {
  const words = encodings.flatMap(({ categories }) => categories.find((one) => one.column === column)?.words ?? []);
  return [...new Set(words)].slice(0, SHARES.length);
}
