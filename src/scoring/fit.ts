import { BASES, type Basis } from './basis.ts';
import {
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
import { PLAIN_DATES, type DateLevels } from './conformal.ts';
import { at, isDecided, lateAt, rowsWhere, type ExampleTable, type Rows } from './example-table.ts';
import { fitHead, predictHead, type Head } from './head.ts';
import { chooseMishap, fitMishap, type MishapChoice, type MishapHead, type MishapTask } from './mishap-head.ts';
import { MISHAPS } from './mishaps.ts';
import { outlookOf, type Standing, type View } from './outlook.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';
import { usualBasis } from './usual-basis.ts';

/** What the latest outcomes said of how to make a model: how long to train each head, how to correct and how to mix them. */
export interface Choice {
  readonly parts: readonly (Part & { readonly basis: Basis; readonly rounds: number })[];
  /** Those that there is enough to learn from. */
  readonly mishaps: readonly MishapChoice[];
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
  readonly mishaps: readonly MishapHead[];
  readonly levels: DateLevels;
  /** Days from order to promise of the line in the middle: what is meant where a promise is unknown. */
  readonly usualPromiseDays: number;
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
/** Lines of which the past of sellers and routes tells more than it misleads. Assumed: it helped in a trial of 30,000, and misled in one of 4,500. */
const ENOUGH_PAST = 10_000;

/** Trains each kind of head on the earlier rows, looks at the later ones, and says which mixture of them to make for how long. */
export function choose(tf: Tensorflow, task: FitTask): Choice {
  const { table, recipe, knownUntil } = task;
  const start = validationStart(table, knownUntil);
  const decided = rowsWhere(table, (row) => at(table.asOf, row) >= start && isDecided(table, row, knownUntil));
  const late = Array.from(decided, (row) => lateAt(table, row, knownUntil) === true);
  const isTold = saysEnough(late, recipe.leastOfEach);
  const known = rowsWhere(table, (row) => at(table.asOf, row) < knownUntil && isDecided(table, row, knownUntil));
  const basis = isTold ? null : usualBasis(table, known, task.columns.delay.steady.categories, knownUntil);
  // The lead time is learned of all lines, not of the few late ones: of enough of them, what of the past still holds can be told.
  const sight = isTold || (basis === 'lead' && known.length >= ENOUGH_PAST) ? 'all' : 'steady';
  const mishaps = MISHAPS.flatMap((mishap) => chooseMishap(tf, mishapTask(task, sight), mishap, start) ?? []);
  if (basis) return { parts: usualParts(recipe, basis), mishaps, sight, tried: [] };

  // As it is, and as a correction would mend it: how often lines are late drifts, who is late does so less.
  const judgeChances = (chances: readonly number[]): number => {
    const told = { chances, late };
    return (logLossOf(told) + logLossOf(corrected(fitCalibration(told), told))) / 2;
  };
  const fitted = BASES.map((basis, i) => {
    const { head, rounds } = fitHead(tf, {
      ...task,
      basis,
      columns: task.columns[basis][sight],
      rows: rowsWhere(table, (row) => at(table.asOf, row) < start),
      knownUntil: start,
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
    mishaps,
    sight,
    tried: tried.map(({ leadWeight, logLoss }) => ({ leadWeight, logLoss })),
  };
}

/** What is made where the latest lines are too few to choose by: what did well on such books by rolling origin. */
function usualParts({ usualRounds, usualHeads }: Recipe, basis: Basis): Choice['parts'] {
  // How long all lines take says when the late ones come: nothing there was learned from few.
  const calibration = basis === 'lead' ? NO_CALIBRATION : USUAL_CALIBRATION;
  const part = { basis, rounds: usualRounds, weight: 1 / usualHeads, calibration };
  return Array.from({ length: usualHeads }, () => part);
}

/** Trains what was chosen on everything that was known. Its dates are not conformed yet. */
export function fit(tf: Tensorflow, task: FitTask, choice: Choice): Fit {
  const { table, knownUntil } = task;
  const rows = rowsWhere(table, (row) => at(table.asOf, row) < knownUntil);
  const roundsInAll = choice.parts.reduce((sum, { rounds }) => sum + rounds, 0);
  let before = 0;
  const heads = choice.parts.map(({ basis, weight, calibration, rounds }, i) => {
    const { head } = fitHead(tf, {
      ...task,
      recipe: { ...task.recipe, seed: task.recipe.seed + i },
      basis,
      columns: task.columns[basis][choice.sight],
      rows,
      judge: null,
      rounds,
      onRound: (round) => {
        task.onProgress((before + round) / roundsInAll);
      },
    });
    before += rounds;
    return { head, weight, calibration };
  });
  const mishaps = choice.mishaps.map((one) => fitMishap(tf, mishapTask(task, choice.sight), one));
  return { heads, mishaps, levels: PLAIN_DATES, usualPromiseDays: usualPromise(table, rows), knownUntil };
}

/** P(late) of rows as they stood when they were first there. */
export function scoreRows(tf: Tensorflow, { heads }: Pick<Fit, 'heads'>, table: ExampleTable, rows: Rows): number[] {
  return Array.from(outlookOf(viewsOf(tf, heads, table, rows), standingOf(table, rows), null).late);
}

/** P(late) of rows as one head says it, not corrected. */
export function chancesLate(tf: Tensorflow, head: Head, table: ExampleTable, rows: Rows): number[] {
  return scoreRows(tf, { heads: [{ head, weight: 1, calibration: NO_CALIBRATION }] }, table, rows);
}

/** What each head says of rows. */
export function viewsOf(tf: Tensorflow, heads: Fit['heads'], table: ExampleTable, rows: Rows): View[] {
  return heads.map(({ head, weight, calibration }) => {
    const { basis, bins } = head;
    return { basis, bins, weight, calibration, probabilities: predictHead(tf, head, table, rows) };
  });
}

/** Where rows stood when they were first there. */
export function standingOf(table: ExampleTable, rows: Rows): Standing {
  const sinceOrder = (column: Float64Array): Float64Array =>
    Float64Array.from(rows, (row) => at(column, row) - at(table.placed, row));
  return { promise: sinceOrder(table.promised), open: sinceOrder(table.asOf).map((days) => Math.max(0, days)) };
}

function usualPromise(table: ExampleTable, rows: Rows): number {
  const { promise } = standingOf(table, rows);
  return at(promise.sort(), promise.length >> 1);
}

/** Mishaps are told by everything, the promise too. */
function mishapTask({ table, recipe, columns, knownUntil, onProgress }: FitTask, sight: Sight): MishapTask {
  return {
    table,
    recipe,
    columns: columns.delay[sight],
    knownUntil,
    onProgress: () => {
      onProgress(1);
    },
  };
}

/** The instant that leaves the latest rows to validate on, counted among the rows whose promise is over. */
function validationStart(table: ExampleTable, knownUntil: number): number {
  const decided = rowsWhere(table, (row) => isDecided(table, row, knownUntil));
  return at(table.asOf, at(decided, Math.floor(decided.length * (1 - VALIDATION_RATIO))));
}
