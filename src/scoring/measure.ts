import { coverageOf, type Coverage, type SegmentColumn } from './coverage.ts';
import { evaluationOf, judge, type Evaluation, type Judgement } from './evaluation.ts';
import { at, lateAt, type ExampleTable } from './example-table.ts';
import { cameOf } from './mishap-head.ts';
import type { Mishap } from './mishaps.ts';
import { mishapsTold, type Predictions } from './predictions.ts';
import { reliabilityOf, type ReliabilityPoint } from './reliability.ts';

/** How what was said compares with what came, head by head. */
export interface Measured extends Evaluation {
  /** For each mishap of which something was said. */
  readonly mishaps: readonly MishapMeasured[];
  /** Of the dates: for all lines, then by segment. */
  readonly coverage: readonly Coverage[];
  readonly curves: readonly Curve[];
}

/** A head beside how often its mishap had come to the lines that it was trained on. */
export interface MishapMeasured {
  readonly mishap: Mishap;
  readonly rows: number;
  readonly model: Judgement;
  readonly baseRate: Judgement;
}

export interface Curve {
  readonly name: 'late' | Mishap;
  readonly points: readonly ReliabilityPoint[];
}

export interface MeasureTask {
  readonly table: ExampleTable;
  /** What came later is not known (days since 1970). */
  readonly knownUntil: number;
  readonly segments: readonly SegmentColumn[];
  readonly seed: number;
}

/** Measures predictions of rows of which it is known whether they were late. */
export function measure(predictions: Predictions, { table, knownUntil, segments, seed }: MeasureTask): Measured {
  const rows = Int32Array.from(predictions.rows);
  const pick = (column: Float64Array | Int32Array): number[] => Array.from(rows, (row) => at(column, row));
  const late = Array.from(rows, (row) => lateAt(table, row, knownUntil) === true);
  const told = mishapsTold(predictions).map((mishap) => {
    const { rows: known, chances, base } = predictions.mishaps[mishap];
    const came = cameOf(table, Int32Array.from(known), mishap, knownUntil);
    return { mishap, known, chances, base, came };
  });
  return {
    ...evaluationOf(
      {
        model: predictions.late,
        baseRatio: pick(table.baseRatio),
        routeRatio: pick(table.routeRatio),
        order: pick(table.order),
        late,
      },
      seed,
    ),
    mishaps: told.map(({ mishap, known, chances, base, came }) => {
      const cluster = known.map((row) => at(table.order, row));
      const on = (some: readonly number[]): Judgement => judge({ chances: some, late: came, cluster }, seed);
      return { mishap, rows: known.length, model: on(chances), baseRate: on(base) };
    }),
    coverage: coverageOf(table, rows, predictions, segments),
    curves: [
      { name: 'late', points: reliabilityOf(predictions.late, late) },
      ...told.map(({ mishap, chances, came }) => ({ name: mishap, points: reliabilityOf(chances, came) })),
    ],
  };
}
