import { encodeOnce } from './encode-once.ts';
import { quantileOf, type Encoding } from './encoding.ts';
import { at } from './example-table.ts';
import type { Explainer, Factor, ModelRow } from './explainer.ts';
import { allFeatures, type FeatureList } from './feature-list.ts';
import type { Fit } from './fit.ts';
import { NO_MARGINS, type IntervalMargins } from './interval-margins.ts';
import { logOddsOf } from './log-odds.ts';
import { createModelRows, promiseColumn, standingOfRows } from './model-rows.ts';
import { createMixture, lateIn, outlookOf } from './outlook.ts';
import { createReveal } from './reveal.ts';
import type { Tensorflow } from './tensorflow.ts';
import { viewsOfInputs } from './views-of-inputs.ts';

/** Explains the scores of a fit. */
export function createExplainer(
  tf: Tensorflow,
  fit: Fit,
  features: FeatureList,
  margins: IntervalMargins = NO_MARGINS,
): Explainer {
  const encode = encodeOnce(fit.heads.map(({ head }) => head.encoding));
  const factors = factorsOf(fit, features);

  function logOdds(rows: readonly ModelRow[]): Float64Array {
    if (rows.length === 0) return new Float64Array(0);
    const views = viewsOfInputs(tf, fit.heads, encode(rows));
    return outlookOf(views, standingOfRows(features, rows, fit.usualPromiseDays), null).late.map(logOddsOf);
  }

  const baseLogOdds = at(logOdds([unknownRow(features)]), 0);
  return { factors, margins, baseLogOdds, rowsOf: createModelRows(features), logOdds, changes };

  function changes(rows: readonly ModelRow[], order: ArrayLike<number>): Float64Array {
    const count = factors.length;
    const all = new Float64Array(rows.length * count);
    const parts = fit.heads.map(({ head }) => createReveal(head, features));
    const mixture = createMixture(
      fit.heads.map(({ head, weight, calibration }, i) => {
        const probabilities = parts[i]?.probabilities ?? new Float32Array(0);
        return { basis: head.basis, bins: head.bins, weight, calibration, probabilities };
      }),
    );
    const promise = promiseColumn(features);
    rows.forEach((row, r) => {
      let [promiseDays, openDays, before] = [fit.usualPromiseDays, 0, baseLogOdds];
      for (const part of parts) part.turnTo(row);
      for (let step = 0; step < order.length; step += 1) {
        const factor = order[step] ?? 0;
        let isMoved = false;
        for (const part of parts) isMoved = part.reveal(factor) || isMoved;
        if (factor === promise) promiseDays = row.numbers[promise] ?? promiseDays;
        if (factor === count - 1) openDays = row.openDays;
        if (!isMoved && factor !== promise && factor !== count - 1) continue;
        const after = logOddsOf(lateIn(mixture, 0, promiseDays, openDays));
        all[r * count + factor] = after - before;
        before = after;
      }
    });
    return all;
  }
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
