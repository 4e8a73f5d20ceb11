import { AppError } from '../errors.ts';
import { chooseCalibration } from './calibration.ts';
import type { ColumnsBySight } from './columns.ts';
import { evaluationOf, type Evaluation } from './evaluation.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable } from './example-table.ts';
import { chancesLate, choose, fit, scoreRows, type Choice, type FitTask } from './fit.ts';
import { disposeFit, packFit, type PackedFit } from './pack-fit.ts';
import type { Recipe } from './recipe.ts';
import { loadTensorflow } from './tensorflow.ts';

/** What training needs, in a form that goes to a thread. */
export interface TrainJob {
  readonly table: ExampleTable;
  readonly columns: ColumnsBySight;
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
  readonly evaluation: Evaluation;
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
  { table, columns, recipe, knownUntil }: TrainJob,
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
  const holdout = fit(tf, task(holdoutFrom, 'fit without holdout'), choice);
  const rows = decided.filter((row) => at(table.asOf, row) >= holdoutFrom);
  const late = Array.from(rows, (row) => lateAt(table, row, knownUntil) === true);
  const pick = (column: Float64Array | Int32Array): number[] => Array.from(rows, (row) => at(column, row));
  onProgress({ phase: 'measure', ratio: 0 });
  const evaluation = evaluationOf(
    {
      model: scoreRows(tf, holdout, table, rows),
      baseRatio: pick(table.baseRatio),
      routeRatio: pick(table.routeRatio),
      order: pick(table.order),
      late,
    },
    recipe.seed,
  );
  // The latest outcomes correct best: each head's answers on the lines it has not seen.
  const parts = choice.parts.map((part, i) => {
    const head = holdout.heads[i]?.head;
    return head
      ? {
          ...part,
          calibration: chooseCalibration({ chances: chancesLate(tf, head, table, rows), late }, recipe.leastOfEach),
        }
      : part;
  });
  const final = fit(tf, task(knownUntil, 'fit'), { ...choice, parts });
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
