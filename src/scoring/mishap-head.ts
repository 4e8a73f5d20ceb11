import {
  bounded,
  calibrate,
  chooseCalibration,
  logLossOf,
  USUAL_CALIBRATION,
  type Calibration,
} from './calibration.ts';
import type { Columns } from './columns.ts';
import { at, mishapAt, rowsWhere, type ExampleTable, type Rows } from './example-table.ts';
import { rowWeightsOf } from './head.ts';
import { learn, predict, thinned, type Learner } from './learner.ts';
import type { Mishap } from './mishaps.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';

/** A learner of whether a mishap comes of lines: its outputs are no and yes. */
export interface MishapHead extends Learner {
  readonly mishap: Mishap;
  readonly calibration: Calibration;
}

/** How to make one: for how long to train it and how to correct it. */
export interface MishapChoice {
  readonly mishap: Mishap;
  readonly rounds: number;
  readonly calibration: Calibration;
}

export interface MishapTask {
  readonly table: ExampleTable;
  readonly recipe: Recipe;
  readonly columns: Columns;
  readonly knownUntil: number;
  readonly onProgress: () => void;
}

/**
 * Looks at how a head trained on the earlier rows does on the latest ones. Null where there are too few lines to which the mishap
 * came, or too few to which it did not: such a head is left out rather than guessed.
 */
export function chooseMishap(
  tf: Tensorflow,
  task: MishapTask,
  mishap: Mishap,
  validationFrom: number,
): MishapChoice | null {
  const { table, recipe, knownUntil } = task;
  if (!isEnough(task, knownRows(task, mishap, knownUntil), mishap)) return null;
  const validation = knownRows(task, mishap, knownUntil).filter((row) => at(table.asOf, row) >= validationFrom);
  const training = knownRows(task, mishap, validationFrom);
  if (!isEnough(task, validation, mishap) || !isEnough({ ...task, knownUntil: validationFrom }, training, mishap))
    return { mishap, rounds: recipe.usualRounds, calibration: USUAL_CALIBRATION };
  const came = cameOf(table, validation, mishap, knownUntil);
  const { learner, rounds } = learn(tf, {
    ...learnTask(task, training, mishap, validationFrom),
    rounds: recipe.maxRounds,
    judge: (one) => logLossOf({ chances: plainChances(tf, one, table, validation), late: came }),
  });
  const chances = plainChances(tf, learner, table, validation);
  learner.network.dispose();
  return { mishap, rounds, calibration: chooseCalibration({ chances, late: came }, recipe.leastOfEach) };
}

/** Trains the head that was chosen on everything that was known. */
export function fitMishap(tf: Tensorflow, task: MishapTask, { mishap, rounds, calibration }: MishapChoice): MishapHead {
  const rows = knownRows(task, mishap, task.knownUntil);
  const { learner } = learn(tf, { ...learnTask(task, rows, mishap, task.knownUntil), rounds, judge: null });
  return { ...learner, mishap, calibration };
}

/** Chance of the mishap by row, corrected. */
export function mishapChances(
  tf: Tensorflow,
  head: Learner & { readonly calibration: Calibration },
  table: ExampleTable,
  rows: Rows,
): number[] {
  return plainChances(tf, head, table, rows).map((chance) => calibrate(head.calibration, chance));
}

/** What came of rows of which it is known. */
export function cameOf(table: ExampleTable, rows: Rows, mishap: Mishap, knownUntil: number): boolean[] {
  return Array.from(rows, (row) => mishapAt(table, row, mishap, knownUntil) === true);
}

export function knownRows({ table }: Pick<MishapTask, 'table'>, mishap: Mishap, knownUntil: number): Rows {
  return rowsWhere(
    table,
    (row) => at(table.asOf, row) < knownUntil && mishapAt(table, row, mishap, knownUntil) !== null,
  );
}

function isEnough({ table, recipe, knownUntil }: MishapTask, rows: Rows, mishap: Mishap): boolean {
  const came = cameOf(table, rows, mishap, knownUntil).filter(Boolean).length;
  return came >= recipe.leastMishaps && rows.length - came >= recipe.leastMishaps;
}

function plainChances(tf: Tensorflow, learner: Learner, table: ExampleTable, rows: Rows): number[] {
  const probabilities = predict(tf, learner, table, rows);
  return Array.from(rows, (_, i) => bounded(at(probabilities, 2 * i + 1)));
}

function learnTask({ table, recipe, columns, onProgress }: MishapTask, all: Rows, mishap: Mishap, knownUntil: number) {
  return {
    table,
    recipe,
    columns,
    rows: thinned(all, recipe.maxRows),
    outputs: 2,
    lessonOf: (rows: Rows) => {
      const values = new Float32Array(2 * rows.length);
      cameOf(table, rows, mishap, knownUntil).forEach((came, i) => (values[2 * i + (came ? 1 : 0)] = 1));
      return { masks: [{ values, weight: 1 }], rowWeights: rowWeightsOf(table, rows, knownUntil, recipe) };
    },
    onRound: onProgress,
  };
}
