import { addMs, MS_PER_DAY, type Instant } from '../domain/time.ts';
import { calibrate } from './calibration.ts';
import { levelsByRow } from './conformal.ts';
import { encodeOnce } from './encode-once.ts';
import type { Inputs } from './encoding.ts';
import { at } from './example-table.ts';
import type { ModelRow } from './explainer.ts';
import type { FeatureList } from './feature-list.ts';
import type { Fit } from './fit.ts';
import type { IntervalMargins } from './interval-margins.ts';
import { createExplainer } from './model-explainer.ts';
import { createModelRows, standingOfRows } from './model-rows.ts';
import type { Mishap } from './mishaps.ts';
import { outlookOf, type Levels, type LevelsByRow } from './outlook.ts';
import { run } from './run-forward.ts';
import type { Score, Scorer, Snapshot } from './snapshot.ts';
import type { Tensorflow } from './tensorflow.ts';
import { viewsOfInputs } from './views-of-inputs.ts';

/** A scorer by a fit. */
export function createModelScorer(
  tf: Tensorflow,
  fit: Fit,
  features: FeatureList,
  { version, margins }: { readonly version: string; readonly margins: IntervalMargins },
): Scorer {
  const rowsOf = createModelRows(features);
  const score = createRowScorer(tf, fit, features);
  return {
    version,
    explainer: createExplainer(tf, fit, features, margins),
    score: (snapshots) => {
      const rows = rowsOf(snapshots);
      const lines = snapshots.flatMap((snapshot, i) => {
        const row = rows[i];
        return row ? [{ row, snapshot }] : [];
      });
      const scores = score(lines);
      let next = 0;
      return rows.map((row) => (row ? (scores[next++] ?? null) : null));
    },
  };
}

interface Line {
  readonly row: ModelRow;
  readonly snapshot: Snapshot;
}

/** Scores of lines whose features are computed: everything that a model does itself. */
export function createRowScorer(tf: Tensorflow, fit: Fit, features: FeatureList) {
  const encode = encodeOnce([
    ...fit.heads.map(({ head }) => head.encoding),
    ...fit.mishaps.map(({ encoding }) => encoding),
  ]);

  return (lines: readonly Line[]): readonly Score[] => {
    if (lines.length === 0) return [];
    const rows = lines.map(({ row }) => row);
    const inputs = encode(rows);
    const views = viewsOfInputs(tf, fit.heads, inputs);
    const chances = new Map(fit.mishaps.map((head, i) => [head.mishap, chancesOf(head, inputs[fit.heads.length + i])]));
    const outlook = outlookOf(views, standingOfRows(features, rows, fit.usualPromiseDays), levelsOf(rows));
    return lines.map(({ row, snapshot: { order } }, i) => ({
      late: at(outlook.late, i),
      short: mishapOf(chances, 'short', i),
      exception: mishapOf(chances, 'exception', i),
      deliverP50At: dayAfter(order.placedAt, at(outlook.p50, i)),
      deliverP90At: dayAfter(order.placedAt, at(outlook.p90, i)),
      row,
    }));
  };

  function levelsOf(rows: readonly ModelRow[]): Levels | LevelsByRow {
    return levelsByRow(fit.levels, (row, column) => rows[row]?.categories[column] ?? null);
  }

  function chancesOf({ forward, calibration }: Fit['mishaps'][number], inputs: Inputs | undefined): number[] {
    if (!inputs) return [];
    const probabilities = run(tf, forward, inputs);
    return Array.from({ length: inputs.rows }, (_, i) => calibrate(calibration, at(probabilities, 2 * i + 1)));
  }
}

function mishapOf(chances: ReadonlyMap<Mishap, readonly number[]>, mishap: Mishap, i: number): number | null {
  return chances.get(mishap)?.[i] ?? null;
}

function dayAfter(placedAt: Instant, days: number): Instant | null {
  return Number.isNaN(days) ? null : addMs(placedAt, days * MS_PER_DAY);
}
