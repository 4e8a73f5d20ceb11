import { addMs, MS_PER_DAY, type Instant } from '../domain/time.ts';
import { calibrate } from './calibration.ts';
import { levelsByRow } from './conformal.ts';
import { createRowEncoder, type Inputs } from './encoding.ts';
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
  // Heads of one sight that were trained on the same rows read the same inputs: they are made once.
  const encodings = new Map(fit.heads.map(({ head: { encoding } }) => [JSON.stringify(encoding), encoding]));
  const encoders = [...encodings].map(([key, encoding]) => ({ key, encode: createRowEncoder(encoding) }));
  const heads = fit.heads.map((part) => ({ ...part, key: JSON.stringify(part.head.encoding) }));
  const mishaps = fit.mishaps.map((head) => ({ head, encode: createRowEncoder(head.encoding) }));

  return (lines: readonly Line[]): readonly Score[] => {
    if (lines.length === 0) return [];
    const rows = lines.map(({ row }) => row);
    const inputs = new Map(encoders.map(({ key, encode }) => [key, encode(rows)]));
    const views = heads.flatMap(({ head: { basis, bins, forward }, weight, calibration, key }) => {
      const own = inputs.get(key);
      return own ? [{ basis, bins, weight, calibration, probabilities: run(tf, forward, own) }] : [];
    });
    const chances = new Map(mishaps.map(({ head, encode }) => [head.mishap, chancesOf(head, encode(rows))]));
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

  function chancesOf({ forward, calibration }: Fit['mishaps'][number], inputs: Inputs): number[] {
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
