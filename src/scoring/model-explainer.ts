import { quantileOf } from './curve.ts';
import { encodeOnce } from './encode-once.ts';
import type { Encoding } from './encoding.ts';
import { at } from './example-table.ts';
import type { Explainer, Factor, Guess, ModelRow } from './explainer.ts';
import { createFactorEffects } from './factor-effects.ts';
import { allFeatures, type FeatureList } from './feature-list.ts';
import type { Fit } from './fit.ts';
import { shiftsOf } from './guess-shifts.ts';
import type { Head } from './head.ts';
import { NO_MARGINS, type IntervalMargins } from './interval-margins.ts';
import { logOddsOf } from './log-odds.ts';
import { createModelRows, promiseColumn, standingOfRows } from './model-rows.ts';
import { createMixture, lateIn, outlookOf, type View } from './outlook.ts';
import { createReveals } from './reveal.ts';
import { runShifted } from './run-tables.ts';
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
  const effects = heads.map((head) => createFactorEffects(head, features));
  const encode = encodeOnce(heads.map(({ encoding }) => encoding));
  const factors = factorsOf(fit, features);
  const [promise, daysOpen] = [promiseColumn(features), factors.length - 1];

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
      const [own, ownEffects] = [inputs[i], effects[i]];
      if (!own || !ownEffects) return [];
      return [viewOf(head, corrected, runShifted(head.forward.tables, own, shiftsOf(ownEffects, features, turns)))];
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
    const reveals = createReveals(heads, effects);
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
        some.forEach(({ numbers, openDays: days }, r) => {
          if (factor === promise) promiseDays[r] = numbers[promise] ?? fit.usualPromiseDays;
          if (factor === daysOpen) openDays[r] = days;
        });
        if (factor === promise || factor === daysOpen) moved.fill(1);
        for (let r = 0; r < some.length; r += 1) {
          if (moved[r] === 0) continue;
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
