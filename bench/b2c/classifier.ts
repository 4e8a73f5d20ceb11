import { bounded } from '../../src/scoring/calibration.ts';
import type { Columns } from '../../src/scoring/columns.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable, type Rows } from '../../src/scoring/example-table.ts';
import { rowWeightsOf } from '../../src/scoring/head.ts';
import { learn, predict, thinned } from '../../src/scoring/learner.ts';
import { DEFAULT_RECIPE } from '../../src/scoring/recipe.ts';
import type { Tensorflow } from '../../src/scoring/tensorflow.ts';

/**
 * What a plain classifier says: the same network on the same features, the promise among them, taught late or not late of the lines whose promise was over at
 * an instant (days since 1970). Chances to be late, by row.
 */
export function classify(tf: Tensorflow, table: ExampleTable, columns: Columns, from: number, rows: Rows): number[] {
  const known = rowsWhere(table, (row) => at(table.asOf, row) < from && isDecided(table, row, from));
  const { learner } = learn(tf, {
    table,
    columns,
    recipe: DEFAULT_RECIPE,
    rows: thinned(known, DEFAULT_RECIPE.maxRows),
    outputs: 2,
    rounds: 15,
    judge: null,
    onRound: () => undefined,
    lessonOf: (some) => {
      const values = new Float32Array(2 * some.length);
      some.forEach((row, i) => (values[2 * i + (lateAt(table, row, from) === true ? 1 : 0)] = 1));
      return { masks: [{ values, weight: 1 }], rowWeights: rowWeightsOf(table, some, from, DEFAULT_RECIPE) };
    },
  });
  const chances = predict(tf, learner, table, rows);
  learner.network.dispose();
  return Array.from(rows, (_, i) => bounded(at(chances, 2 * i + 1)));
}
