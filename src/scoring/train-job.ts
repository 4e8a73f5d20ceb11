import { AppError } from '../errors.ts';
import { chooseCalibration, NO_CALIBRATION } from './calibration.ts';
import type { ColumnsBySight } from './columns.ts';
import type { SegmentColumn } from './coverage.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable, type Rows } from './example-table.ts';
import { chancesLate, choose, fit, type Choice, type Fit, type FitTask } from './fit.ts';
import { datedOutcome, dateLevelsFor } from './conformal.ts';
import { measure, type Measured } from './measure.ts';
import { predictionsOf, type Predictions } from './predictions.ts';
import { cameOf, knownRows, mishapChances } from './mishap-head.ts';
import { disposeFit, packFit, type PackedFit } from './pack-fit.ts';
import type { Recipe } from './recipe.ts';
import { loadTensorflow, type Tensorflow } from './tensorflow.ts';

/** What training needs, in a form that goes to a thread. */
export interface TrainJob {
  readonly table: ExampleTable;
  readonly columns: ColumnsBySight;
  /** By what coverage of dates is told. */
  readonly segments: readonly SegmentColumn[];
  readonly recipe: Recipe;
  /** Days since 1970. */
  readonly knownUntil: number;
}

export interface Trained {
  readonly holdout: PackedFit;
  readonly final: PackedFit;
  /** Lines placed from then on (days since 1970) were kept from the holdout fit. */
  readonly holdoutFrom: number;
  readonly choice: Choice;
  readonly evaluation: Measured;
  readonly libraries: Readonly<Record<string, string>>;
}

export const PHASES = ['choose', 'fit without holdout', 'measure', 'fit'] as const;

export interface TrainProgress {
  readonly phase: (typeof PHASES)[number];
  /** Share of the phase that is done, 0 to 1. */
  readonly ratio: number;
}

/** Share of the lines, the latest ones, that the metrics are measured on. */
const HOLDOUT_RATIO = 0.2;
const LEAST_LINES = 100;

/**
 * Chooses, trains and measures a model: one fit without the latest lines, to measure, and one on everything, to use. Throws
 * `INPUT_INVALID` when too few lines have an outcome.
 */
export async function runTrainJob(
  { table, columns, segments, recipe, knownUntil }: TrainJob,
  onProgress: (progress: TrainProgress) => void,
): Promise<Trained> {
  const decided = rowsWhere(table, (row) => isDecided(table, row, knownUntil));
  const lateCount = decided.filter((row) => lateAt(table, row, knownUntil)).length;
  if (decided.length < LEAST_LINES || lateCount === 0 || lateCount === decided.length) {
    throw new AppError(
      'INPUT_INVALID',
      `training: expected at least ${LEAST_LINES} lines whose promise is over, some late and some not, came ${decided.length} with ${lateCount} late`,
    );
  }
  const tf = await loadTensorflow();
  const holdoutFrom = at(table.asOf, at(decided, Math.floor(decided.length * (1 - HOLDOUT_RATIO))));
  const task = (until: number, phase: TrainProgress['phase']): FitTask => ({
    table,
    recipe,
    columns,
    knownUntil: until,
    onProgress: (ratio) => {
      onProgress({ phase, ratio });
    },
  });

  const choice = choose(tf, task(holdoutFrom, 'choose'));
  const rows = decided.filter((row) => at(table.asOf, row) >= holdoutFrom);
  const plain = fit(tf, task(holdoutFrom, 'fit without holdout'), choice);
  onProgress({ phase: 'measure', ratio: 0 });
  const predict = (fitted: Fit, some: Rows): Predictions => predictionsOf(tf, fitted, table, some, knownUntil);
  const measuring = { table, knownUntil, segments, seed: recipe.seed };
  const said = predict(plain, rows);
  // The earlier half of the holdout conforms the dates that are measured on the later half; then all of it does.
  const half = rows.length >> 1;
  const dateColumns = segments.map(({ column }) => column);
  const outcomes = said.before.map((chance, i) => datedOutcome(table, at(rows, i), chance, dateColumns));
  const byHalf = { ...plain, levels: dateLevelsFor(outcomes.slice(0, half), dateColumns) };
  const { coverage } = measure(predict(byHalf, rows.subarray(half)), measuring);
  const evaluation = { ...measure(said, measuring), coverage };
  const holdout = { ...plain, levels: dateLevelsFor(outcomes, dateColumns) };

  const better = recalibrated(tf, { table, recipe, knownUntil, rows }, choice, holdout);
  const final = { ...fit(tf, task(knownUntil, 'fit'), better), levels: holdout.levels };
  const packed = { holdout: await packFit(tf, holdout, 'holdout.bin'), final: await packFit(tf, final, 'final.bin') };
  disposeFit(holdout);
  disposeFit(final);
  return {
    ...packed,
    holdoutFrom,
    choice,
    evaluation,
    libraries: { '@tensorflow/tfjs-core': tf.version, backend: tf.backend },
  };
}

interface Latest {
  readonly table: ExampleTable;
  readonly recipe: Recipe;
  readonly knownUntil: number;
  readonly rows: Rows;
}

/** The latest outcomes correct best: each head's answers on the lines that the holdout fit has not seen. */
function recalibrated(
  tf: Tensorflow,
  { table, recipe, knownUntil, rows }: Latest,
  choice: Choice,
  holdout: Fit,
): Choice {
  const late = Array.from(rows, (row) => lateAt(table, row, knownUntil) === true);
  const parts = choice.parts.map((part, i) => {
    const head = holdout.heads[i]?.head;
    if (!head) return part;
    const told = { chances: chancesLate(tf, head, table, rows), late };
    return { ...part, calibration: chooseCalibration(told, recipe.leastOfEach) };
  });
  const mishaps = choice.mishaps.map((part, i) => {
    const head = holdout.mishaps[i];
    if (!head) return part;
    const known = knownRows({ table }, part.mishap, knownUntil).filter(
      (row) => at(table.asOf, row) >= at(table.asOf, at(rows, 0)),
    );
    const plain = { ...head, calibration: NO_CALIBRATION };
    const told = {
      chances: mishapChances(tf, plain, table, known),
      late: cameOf(table, known, part.mishap, knownUntil),
    };
    return { ...part, calibration: chooseCalibration(told, recipe.leastOfEach) };
  });
  return { ...choice, parts, mishaps };
}
