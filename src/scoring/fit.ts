import { BASES, originOf, type Basis } from './basis.ts';
import {
  bounded,
  calibrate,
  chooseCalibration,
  corrected,
  fitCalibration,
  logLossOf,
  type Calibration,
} from './calibration.ts';
import { chanceAfter, type Distribution } from './distribution.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable, type Rows } from './example-table.ts';
import { fitHead, predictHead, type Head } from './head.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';

/** What the latest outcomes said of how to make a model: how long to train each head, how to mix them, what to correct. */
export interface Choice {
  readonly parts: readonly { readonly basis: Basis; readonly weight: number; readonly rounds: number }[];
  readonly calibration: Calibration;
  /** Mean log loss on the validation rows, plain and corrected, by mixture: for the model card. */
  readonly tried: readonly { readonly leadWeight: number; readonly logLoss: number }[];
}

/** Trained heads and how to put them together. */
export interface Fit {
  readonly heads: readonly { readonly head: Head; readonly weight: number }[];
  readonly calibration: Calibration;
  /** Nothing that became known later was used (days since 1970). */
  readonly knownUntil: number;
}

export interface FitTask {
  readonly table: ExampleTable;
  readonly recipe: Recipe;
  /** Columns that each basis may see. */
  readonly columns: Readonly<Record<Basis, Columns>>;
  readonly knownUntil: number;
  /** Called often; throws to stop. `ratio` is how much is done, 0 to 1. */
  readonly onProgress: (ratio: number) => void;
}

export interface Columns {
  readonly numbers: readonly number[];
  readonly categories: readonly number[];
}

/** Share of the rows, the latest ones, on which a choice is made. */
const VALIDATION_RATIO = 0.2;
const LEAD_WEIGHTS = [0, 0.25, 0.5, 0.75, 1];

/** Trains each kind of head on the earlier rows, looks at the later ones, and says which mixture of them to make for how long. */
export function choose(tf: Tensorflow, task: FitTask): Choice {
  const { table, recipe, knownUntil } = task;
  const start = validationStart(table, knownUntil);
  const training = rowsWhere(table, (row) => at(table.asOf, row) < start);
  const decided = rowsWhere(table, (row) => at(table.asOf, row) >= start && isDecided(table, row, knownUntil));
  const late = Array.from(decided, (row) => lateAt(table, row, knownUntil) === true);
  // What a correction of the chances can mend is no reason to stop: how often lines are late drifts, who is late less so.
  const lossAtBest = (chances: readonly number[]): number => {
    const told = { chances, late };
    return logLossOf(corrected(fitCalibration(told), told));
  };
  const fitted = BASES.map((basis, i) => {
    const { head, rounds } = fitHead(tf, {
      ...headTask(task, basis, training, start),
      judge: (one) => lossAtBest(chancesLate(tf, [{ head: one, weight: 1 }], table, decided)),
      rounds: recipe.maxRounds,
      onRound: (round) => {
        task.onProgress((i + round / recipe.maxRounds) / BASES.length);
      },
    });
    const chances = chancesLate(tf, [{ head, weight: 1 }], table, decided);
    head.network.dispose();
    return { basis, rounds, chances };
  });
  const tried = LEAD_WEIGHTS.map((leadWeight) => {
    const weightOf = (basis: Basis): number => (basis === 'lead' ? leadWeight : 1 - leadWeight);
    const chances = late.map((_, i) =>
      fitted.reduce((sum, { basis, chances: own }) => sum + weightOf(basis) * (own[i] ?? 0), 0),
    );
    const parts = fitted.map(({ basis, rounds }) => ({ basis, rounds, weight: weightOf(basis) }));
    // Both as it is and as it could be corrected: a mixture far off the mark may be so again, the other way.
    const logLoss = (logLossOf({ chances, late }) + lossAtBest(chances)) / 2;
    return { leadWeight, chances, parts, logLoss };
  });
  const best = tried.reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  return {
    parts: best.parts.filter(({ weight }) => weight > 0),
    calibration: chooseCalibration({ chances: best.chances, late }),
    tried: tried.map(({ leadWeight, logLoss }) => ({ leadWeight, logLoss })),
  };
}

/** Trains what was chosen on everything that was known. */
export function fit(tf: Tensorflow, task: FitTask, choice: Choice): Fit {
  const { table, knownUntil } = task;
  const rows = rowsWhere(table, (row) => at(table.asOf, row) < knownUntil);
  const roundsInAll = choice.parts.reduce((sum, { rounds }) => sum + rounds, 0);
  let before = 0;
  const heads = choice.parts.map(({ basis, weight, rounds }) => {
    const { head } = fitHead(tf, {
      ...headTask(task, basis, rows, knownUntil),
      judge: null,
      rounds,
      onRound: (round) => {
        task.onProgress((before + round) / roundsInAll);
      },
    });
    before += rounds;
    return { head, weight };
  });
  return { heads, calibration: choice.calibration, knownUntil };
}

/** P(late) of rows as they were placed, calibrated. */
export function scoreRows(tf: Tensorflow, { heads, calibration }: Fit, table: ExampleTable, rows: Rows): number[] {
  return chancesLate(tf, heads, table, rows).map((chance) => calibrate(calibration, chance));
}

/** P(late) of rows as they were placed, as the heads say it. */
export function chancesLate(tf: Tensorflow, heads: Fit['heads'], table: ExampleTable, rows: Rows): number[] {
  const distributions = distributionsOf(tf, heads, table, rows);
  return distributions.map((one, i) => bounded(chanceAfter(one, at(table.promised, at(rows, i)))));
}

/** When each row will be delivered, in the heads' view. */
export function distributionsOf(tf: Tensorflow, heads: Fit['heads'], table: ExampleTable, rows: Rows): Distribution[] {
  const predicted = heads.map(({ head, weight }) => ({ head, weight, all: predictHead(tf, head, table, rows) }));
  return Array.from(rows, (row, i) =>
    predicted.map(({ head: { basis, bins }, weight, all }) => {
      const count = bins.spans.length;
      return {
        weight,
        bins,
        probabilities: all.subarray(i * count, (i + 1) * count),
        origin: originOf(table, row, basis),
      };
    }),
  );
}

function headTask({ table, recipe, columns }: FitTask, basis: Basis, rows: Rows, knownUntil: number) {
  const { numbers: numberColumns, categories: categoryColumns } = columns[basis];
  return { table, recipe, basis, numberColumns, categoryColumns, rows: thinned(rows, recipe.maxRows), knownUntil };
}

/** Every n-th row, so that all of the time is still there. */
function thinned(rows: Rows, maxRows: number): Rows {
  if (rows.length <= maxRows) return rows;
  return Int32Array.from({ length: maxRows }, (_, i) => at(rows, Math.floor((i * rows.length) / maxRows)));
}

/** The instant that leaves the latest rows to validate on, counted among the rows whose promise is over. */
function validationStart(table: ExampleTable, knownUntil: number): number {
  const decided = rowsWhere(table, (row) => isDecided(table, row, knownUntil));
  return at(table.asOf, at(decided, Math.floor(decided.length * (1 - VALIDATION_RATIO))));
}
