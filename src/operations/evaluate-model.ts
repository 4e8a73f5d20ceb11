import { MS_PER_DAY, toInstant, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import {
  at,
  exampleTable,
  inTimeOrder,
  lateAt,
  rowsWhere,
  toDays,
  type ExampleTable,
  type Rows,
} from '../scoring/example-table.ts';
import { featureList } from '../scoring/feature-list.ts';
import { segmentColumns } from '../scoring/columns.ts';
import { createHistory } from '../scoring/history.ts';
import { refuseOtherFeatures } from '../scoring/load-model.ts';
import { measure, type Measured } from '../scoring/measure.ts';
import { readModel, type ModelFiles } from '../scoring/model-files.ts';
import { disposeFit, unpackFit, type PackedFit } from '../scoring/pack-fit.ts';
import { joined, predictionsOf, type Predictions } from '../scoring/predictions.ts';
import type { ScoringSettings } from '../scoring/settings.ts';
import { loadTensorflow, type Tensorflow } from '../scoring/tensorflow.ts';
import { collectExamples, type EventSource } from './collect-examples.ts';

export interface EvaluateModelOptions {
  /** Folder of the model. */
  readonly model: string;
  /** What happened later does not exist; null for everything there is. */
  readonly asOf: Instant | null;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: {
    readonly phase: 'collect' | 'score' | 'measure';
    readonly ratio: number | null;
  }) => void;
}

export interface ModelEvaluation extends Measured {
  /** `<name>/<version>`. */
  readonly version: string;
  /** Lines placed after all that the final fit knew: scored by it. */
  readonly rowsByFinal: number;
  /** Lines placed after all that the holdout fit knew, though not after the final one: scored by the holdout fit. */
  readonly rowsByHoldout: number;
  /** Lines that both fits were trained on: not evaluated. */
  readonly rowsSeen: number;
  /** Lines of which it is not yet known whether they are late: not evaluated. */
  readonly rowsUndecided: number;
  readonly placedFrom: Instant | null;
  readonly placedUntil: Instant | null;
}

/**
 * Measures a model on the lines of a book, each by a fit that has not seen it, beside the base rate so far and the one-line
 * rule. Throws `INPUT_INVALID` when no line is left to measure on, `MODEL_UNAVAILABLE` when the model does not fit the
 * settings.
 */
export async function evaluateModel(
  events: EventSource,
  settings: ScoringSettings,
  options: EvaluateModelOptions,
): Promise<ModelEvaluation> {
  const files = await readModel(options.model);
  const features = featureList(settings);
  refuseOtherFeatures(options.model, files.model.features, features);
  options.onProgress?.({ phase: 'collect', ratio: null });
  const { table, knownUntil } = await collect(events, settings, files, options);

  const groups = groupRows(
    table,
    files,
    options.asOf === null ? Number.POSITIVE_INFINITY : toDays(options.asOf),
    knownUntil,
  );
  const { byFinal, byHoldout } = groups;
  const rows = Int32Array.from([...byHoldout, ...byFinal]);
  if (rows.length === 0) throw nothingLeft(files, groups);
  options.onProgress?.({ phase: 'score', ratio: null });
  const tf = await loadTensorflow();
  const predictions = joined([
    ...(await predictWith(tf, files.holdout, table, byHoldout, knownUntil)),
    ...(await predictWith(tf, files.final, table, byFinal, knownUntil)),
  ]);
  options.onProgress?.({ phase: 'measure', ratio: null });
  const placed = Array.from(rows, (row) => at(table.asOf, row));
  return {
    version: `${files.model.name}/${files.model.version}`,
    rowsByFinal: byFinal.length,
    rowsByHoldout: byHoldout.length,
    rowsSeen: groups.seen,
    rowsUndecided: groups.undecided,
    placedFrom: instantOf(Math.min(...placed)),
    placedUntil: instantOf(Math.max(...placed)),
    ...measure(predictions, { table, knownUntil, segments: segmentColumns(features), seed: 1 }),
  };
}

/** Past outcomes come from the model's own history, and from the file only where they are news to it: none counts twice. */
async function collect(
  events: EventSource,
  settings: ScoringSettings,
  { model, history: days }: ModelFiles,
  { asOf, signal }: EvaluateModelOptions,
): Promise<{ readonly table: ExampleTable; readonly knownUntil: number }> {
  const history = createHistory();
  for (const day of days) history.addDay(day);
  const { placedUntil, historyUntil } = model.training;
  const { examples, lastEventAt } = await collectExamples(events, settings, {
    asOf,
    history,
    isNews: (placedAt, { knownAt }) => placedAt > placedUntil || knownAt > historyUntil,
    ...(signal ? { signal } : {}),
  });
  return {
    table: exampleTable(inTimeOrder(examples)),
    knownUntil: lastEventAt === null ? 0 : toDays(asOf ?? lastEventAt),
  };
}

interface Groups {
  readonly byFinal: Rows;
  readonly byHoldout: Rows;
  readonly seen: number;
  readonly undecided: number;
}

/** Which fit may score which row: one that knew nothing yet when the row was placed. */
function groupRows(table: ExampleTable, { model }: ModelFiles, asOf: number, knownUntil: number): Groups {
  const finalFrom = toDays(model.training.knownUntil);
  const holdoutFrom = toDays(model.training.holdoutFrom);
  // As of a day, lines that are delivered early would be known and late ones not: only those whose promise is over count.
  const isKnown = (row: number): boolean => lateAt(table, row, knownUntil) !== null && at(table.promised, row) < asOf;
  const placed = (row: number): number => at(table.asOf, row);
  const fresh = rowsWhere(table, (row) => placed(row) >= holdoutFrom);
  return {
    byFinal: fresh.filter((row) => placed(row) > finalFrom && isKnown(row)),
    byHoldout: fresh.filter((row) => placed(row) <= finalFrom && isKnown(row)),
    seen: table.count - fresh.length,
    undecided: fresh.filter((row) => !isKnown(row)).length,
  };
}

async function predictWith(
  tf: Tensorflow,
  packed: PackedFit,
  table: ExampleTable,
  rows: Rows,
  knownUntil: number,
): Promise<readonly Predictions[]> {
  if (rows.length === 0) return [];
  const fit = await unpackFit(tf, packed);
  try {
    return [predictionsOf(tf, fit, table, rows, knownUntil)];
  } finally {
    disposeFit(fit);
  }
}

function nothingLeft({ model }: ModelFiles, { seen, undecided }: Groups): AppError {
  const from = model.training.holdoutFrom;
  return new AppError(
    'INPUT_INVALID',
    `evaluation: expected delivered lines placed from ${from} on, came none (${seen} lines were trained on, ${undecided} are not decided yet); give a file with later lines, or train with an earlier --as-of`,
    { seen, undecided, from },
  );
}

function instantOf(days: number): Instant {
  return toInstant(new Date(Math.round(days * MS_PER_DAY)));
}
