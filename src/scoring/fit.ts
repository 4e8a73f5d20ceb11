import { BASES, originOf, type Basis } from './basis.ts';
import {
  bounded,
  chooseCalibration,
  corrected,
  fitCalibration,
  inTimeParts,
  logLossOf,
  NO_CALIBRATION,
  saysEnough,
  USUAL_CALIBRATION,
  type Calibration,
} from './calibration.ts';
import type { ColumnsBySight, Sight } from './columns.ts';
import { chanceAfter, type Distribution } from './distribution.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable, type Rows } from './example-table.ts';
import { fitHead, predictHead, type Head } from './head.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';

/** What the latest outcomes said of how to make a model: how long to train each head, how to correct and how to mix them. */
export interface Choice {
  readonly parts: readonly (Part & { readonly basis: Basis; readonly rounds: number })[];
  readonly sight: Sight;
  /** Log loss on the validation rows by mixture: for the model card. */
  readonly tried: readonly { readonly leadWeight: number; readonly logLoss: number }[];
}

interface Part {
  /** Share of the mixture, all together 1. */
  readonly weight: number;
  readonly calibration: Calibration;
}

/** Trained heads and how to put them together. */
export interface Fit {
  readonly heads: readonly (Part & { readonly head: Head })[];
  /** Nothing that became known later was used (days since 1970). */
  readonly knownUntil: number;
}

export interface FitTask {
  readonly table: ExampleTable;
  readonly recipe: Recipe;
  /** Columns that each basis may see. */
  readonly columns: ColumnsBySight;
  readonly knownUntil: number;
  /** Called often; throws to stop. `ratio` is how much is done, 0 to 1. */
  readonly onProgress: (ratio: number) => void;
}

/** Share of the rows, the latest ones, on which a choice is made. */
const VALIDATION_RATIO = 0.2;
/** The delay head alone comes first: every other mixture is compared with it. */
const LEAD_WEIGHTS = [0, 0.25, 0.5, 0.75, 1];

/** Trains each kind of head on the earlier rows, looks at the later ones, and says which mixture of them to make for how long. */
export function choose(tf: Tensorflow, task: FitTask): Choice {
  const { table, recipe, knownUntil } = task;
  const start = validationStart(table, knownUntil);
  const training = rowsWhere(table, (row) => at(table.asOf, row) < start);
  const decided = rowsWhere(table, (row) => at(table.asOf, row) >= start && isDecided(table, row, knownUntil));
  const late = Array.from(decided, (row) => lateAt(table, row, knownUntil) === true);
  if (!saysEnough(late, recipe.leastOfEach)) return usualChoice(recipe);

  // As it is, and as a correction would mend it: how often lines are late drifts, who is late does so less.
  const judgeChances = (chances: readonly number[]): number => {
    const told = { chances, late };
    return (logLossOf(told) + logLossOf(corrected(fitCalibration(told), told))) / 2;
  };
  const fitted = BASES.map((basis, i) => {
    const { head, rounds } = fitHead(tf, {
      ...headTask(task, basis, 'all', training, start),
      judge: (one) => judgeChances(chancesLate(tf, one, table, decided)),
      rounds: recipe.maxRounds,
      onRound: (round) => {
        task.onProgress((i + round / recipe.maxRounds) / BASES.length);
      },
    });
    const told = { chances: chancesLate(tf, head, table, decided), late };
    head.network.dispose();
    const calibration = chooseCalibration(told, recipe.leastOfEach);
    return { basis, rounds, calibration, chances: corrected(calibration, told).chances };
  });
  const tried = LEAD_WEIGHTS.map((leadWeight) => {
    const weightOf = (basis: Basis): number => (basis === 'lead' ? leadWeight : 1 - leadWeight);
    const chances = late.map((_, i) =>
      fitted.reduce((sum, one) => sum + weightOf(one.basis) * (one.chances[i] ?? 0), 0),
    );
    const losses = inTimeParts({ chances, late }).map(logLossOf);
    return { leadWeight, weightOf, losses, logLoss: logLossOf({ chances, late }) };
  });
  // What the lead time adds must show in every part of the time there is: once may be luck.
  const [delayAlone] = tried;
  const best = tried
    .filter(({ losses }) => losses.every((loss, i) => loss <= (delayAlone?.losses[i] ?? loss)))
    .reduce((a, b) => (b.logLoss < a.logLoss ? b : a));
  return {
    parts: fitted
      .map(({ basis, rounds, calibration }) => ({ basis, rounds, calibration, weight: best.weightOf(basis) }))
      .filter(({ weight }) => weight > 0),
    sight: 'all',
    tried: tried.map(({ leadWeight, logLoss }) => ({ leadWeight, logLoss })),
  };
}

/** What is made where the latest lines are too few to choose by: what did well on such books by rolling origin. */
function usualChoice({ usualRounds }: Recipe): Choice {
  const delay = { basis: 'delay', rounds: usualRounds, weight: 1, calibration: USUAL_CALIBRATION } as const;
  return { parts: [delay], sight: 'steady', tried: [] };
}

/** Trains what was chosen on everything that was known. */
export function fit(tf: Tensorflow, task: FitTask, choice: Choice): Fit {
  const { table, knownUntil } = task;
  const rows = rowsWhere(table, (row) => at(table.asOf, row) < knownUntil);
  const roundsInAll = choice.parts.reduce((sum, { rounds }) => sum + rounds, 0);
  let before = 0;
  const heads = choice.parts.map(({ basis, weight, calibration, rounds }) => {
    const { head } = fitHead(tf, {
      ...headTask(task, basis, choice.sight, rows, knownUntil),
      judge: null,
      rounds,
      onRound: (round) => {
        task.onProgress((before + round) / roundsInAll);
      },
    });
    before += rounds;
    return { head, weight, calibration };
  });
  return { heads, knownUntil };
}

/** P(late) of rows as they were placed. */
export function scoreRows(tf: Tensorflow, { heads }: Pick<Fit, 'heads'>, table: ExampleTable, rows: Rows): number[] {
  const distributions = distributionsOf(tf, heads, table, rows);
  return distributions.map((one, i) => bounded(chanceAfter(one, at(table.promised, at(rows, i)))));
}

/** P(late) of rows as one head says it, not corrected. */
export function chancesLate(tf: Tensorflow, head: Head, table: ExampleTable, rows: Rows): number[] {
  return scoreRows(tf, { heads: [{ head, weight: 1, calibration: NO_CALIBRATION }] }, table, rows);
}

/** When each row will be delivered, in the heads' view. */
export function distributionsOf(tf: Tensorflow, heads: Fit['heads'], table: ExampleTable, rows: Rows): Distribution[] {
  const predicted = heads.map((part) => ({ ...part, all: predictHead(tf, part.head, table, rows) }));
  return Array.from(rows, (row, i) =>
    predicted.map(({ head: { basis, bins }, weight, calibration, all }) => ({
      weight,
      bins,
      calibration,
      probabilities: all.subarray(i * bins.spans.length, (i + 1) * bins.spans.length),
      origin: originOf(table, row, basis),
      promised: at(table.promised, row),
    })),
  );
}

function headTask({ table, recipe, columns }: FitTask, basis: Basis, sight: Sight, rows: Rows, knownUntil: number) {
  const { numbers: numberColumns, categories: categoryColumns } = columns[basis][sight];
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
