import { originOf, writeShareAfter, writeTarget, type Basis } from './basis.ts';
import { fitBins, type Bins } from './bins.ts';

import { at, lateAt, type ExampleTable, type Rows } from './example-table.ts';
import { learn, predict, thinned, type Learner, type LearnTask } from './learner.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';
import type { Lesson } from './trainer.ts';

/** A learner of when lines are delivered: its outputs are spans of days. */
export interface Head extends Learner {
  readonly basis: Basis;
  readonly bins: Bins;
}

export interface HeadTask extends Pick<LearnTask, 'table' | 'recipe' | 'columns' | 'rows' | 'rounds' | 'onRound'> {
  readonly basis: Basis;
  /** Nothing that became known later is used (days since 1970). */
  readonly knownUntil: number;
  readonly judge: ((head: Head) => number) | null;
}

export interface FittedHead {
  readonly head: Head;
  /** The rounds that made it. */
  readonly rounds: number;
}

/** Trains one head. The same task gives the same head. An open row counts for every span that is still possible. */
export function fitHead(tf: Tensorflow, task: HeadTask): FittedHead {
  const { table, basis, recipe, knownUntil, judge } = task;
  const rows = thinned(task.rows, recipe.maxRows);
  const bins = fitBins(knownValues({ ...task, rows }), basis === 'delay' ? 0 : null);
  const facts = { table, basis, bins, knownUntil, recipe };
  const { learner, rounds } = learn(tf, {
    ...task,
    rows,
    outputs: bins.spans.length,
    lessonOf: (some) => lessonOf(facts, some),
    judge: judge && ((one) => judge({ ...one, basis, bins })),
  });
  return { head: { ...learner, basis, bins }, rounds };
}

/** Probabilities of the spans `[rows, spans]`. */
export function predictHead(tf: Tensorflow, head: Head, table: ExampleTable, rows: Rows): Float32Array {
  return predict(tf, head, table, rows);
}

/** How much rows of a time count beside those of now: half when they are `halfLifeDays` old. */
export function rowWeightsOf(
  table: ExampleTable,
  rows: Rows,
  knownUntil: number,
  { halfLifeDays }: Recipe,
): Float32Array {
  return Float32Array.from(rows, (row) => 0.5 ** (Math.max(0, knownUntil - at(table.asOf, row)) / halfLifeDays));
}

interface Facts {
  readonly table: ExampleTable;
  readonly basis: Basis;
  readonly bins: Bins;
  readonly knownUntil: number;
  readonly recipe: Recipe;
}

/** Two lessons of each row: into which span it fell, and on which side of its promise. */
function lessonOf({ table, basis, bins, knownUntil, recipe }: Facts, rows: Rows): Lesson {
  const count = bins.spans.length;
  const spans = new Float32Array(rows.length * count);
  const sides = new Float32Array(rows.length * count).fill(1);
  rows.forEach((row, i) => {
    writeTarget(spans.subarray(i * count, (i + 1) * count), { table, row, basis, bins, knownUntil });
    const late = lateAt(table, row, knownUntil);
    if (late === null) return;
    const side = sides.subarray(i * count, (i + 1) * count);
    writeShareAfter(side, bins, at(table.promised, row) - originOf(table, row, basis));
    if (!late) side.forEach((share, bin) => (side[bin] = 1 - share));
  });
  return {
    masks: [
      { values: spans, weight: 1 },
      { values: sides, weight: recipe.lateWeight },
    ],
    rowWeights: rowWeightsOf(table, rows, knownUntil, recipe),
  };
}

function knownValues({ table, rows, basis, knownUntil }: HeadTask): number[] {
  const values: number[] = [];
  for (const row of rows) {
    const delivered = at(table.delivered, row);
    if (delivered <= knownUntil) values.push(delivered - originOf(table, row, basis));
  }
  return values;
}
