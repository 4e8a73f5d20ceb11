import { createHash } from 'node:crypto';
import { basename, join, resolve } from 'node:path';
import { addMs, MS_PER_DAY, toInstant, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { columnsOf, segmentColumns } from '../scoring/columns.ts';
import { intervalCoverage, marginsFor } from '../scoring/conform-intervals.ts';
import type { Measured } from '../scoring/measure.ts';
import { exampleTable, inTimeOrder, toDays, type ExampleTable } from '../scoring/example-table.ts';
import { signatureOf, type FeatureRow } from '../scoring/feature.ts';
import { allFeatures, featureList, type FeatureList } from '../scoring/feature-list.ts';
import { dayOf, HISTORY_DAYS } from '../scoring/history-window.ts';
import { modelCard } from '../scoring/model-card.ts';
import { createExplainer } from '../scoring/model-explainer.ts';
import { writeModel } from '../scoring/model-files.ts';
import { disposeFit, unpackFit, type PackedFit } from '../scoring/pack-fit.ts';
import { DEFAULT_RECIPE, type Recipe } from '../scoring/recipe.ts';
import type { SavedModel } from '../scoring/saved-model.ts';
import type { ScoringSettings } from '../scoring/settings.ts';
import { loadTensorflow } from '../scoring/tensorflow.ts';
import { train } from '../scoring/train.ts';
import type { TrainProgress } from '../scoring/train-job.ts';
import { collectExamples, type EventSource } from './collect-examples.ts';

export interface TrainModelOptions {
  /** Nothing later is seen, not as a feature and not as an outcome; null for everything there is. */
  readonly asOf: Instant | null;
  /** Folder of the model; one that is there is replaced once the new one is complete. */
  readonly out: string;
  /** Write to a folder of its version inside `out`, where earlier versions stay; left out: to `out` itself. */
  readonly isVersioned?: boolean;
  /** What the model is called; left out: the folder's name. */
  readonly name?: string;
  /** What it is for and what it learned from, as Markdown for its card; left out: the card tells only what can be counted. */
  readonly about?: string;
  readonly seed?: number;
  readonly recipe?: Partial<Recipe>;
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: TrainModelProgress) => void;
}

export interface TrainModelProgress {
  readonly phase: 'collect' | TrainProgress['phase'];
  /** Share of the phase that is done; null when unknown. */
  readonly ratio: number | null;
}

export interface TrainedModel {
  readonly dir: string;
  /** `<name>/<version>`. */
  readonly version: string;
  readonly lines: number;
  /** Of the fit without the latest lines, on those lines. */
  readonly metrics: Measured;
}

/**
 * Trains a model on how a book's lines turned out and writes it to a folder. The same events, settings and seed give the same
 * model. Throws `CONFIG_INVALID` for settings that do not fit the book, `INPUT_INVALID` when there is too little to learn from,
 * and the signal's reason when aborted; nothing is written then.
 */
export async function trainModel(
  events: EventSource,
  settings: ScoringSettings,
  options: TrainModelOptions,
): Promise<TrainedModel> {
  const { asOf, signal, onProgress } = options;
  onProgress?.({ phase: 'collect', ratio: null });
  const collected = await collectExamples(events, settings, {
    asOf,
    refuseUnknownFacts: true,
    ...(signal ? { signal } : {}),
  });
  const examples = inTimeOrder(collected.examples);
  const last = examples.at(-1);
  const { history, lastEventAt } = collected;
  if (!last || lastEventAt === null) {
    throw new AppError('INPUT_INVALID', 'training: expected lines that were promised a delivery, came none');
  }
  // A closed book's last deliveries come long after its last order. Learning stops at that order, so that lines placed later can
  // be scored by a model that knew nothing of their time.
  const knownUntil = asOf ?? last.asOf;

  const features = featureList(settings);
  const table = exampleTable(examples);
  const recipe: Recipe = { ...DEFAULT_RECIPE, ...options.recipe, seed: options.seed ?? DEFAULT_RECIPE.seed };
  const job = {
    table,
    columns: columnsOf(features),
    segments: segmentColumns(features),
    recipe,
    knownUntil: toDays(knownUntil),
  };
  const trained = await train(job, { signal, onProgress });

  const signatures = allFeatures(features).map(signatureOf);
  const dataHash = hashOf(signatures, table);
  const holdoutFrom = toInstantOf(trained.holdoutFrom);
  const model: SavedModel = {
    format: 2,
    name: options.name ?? basename(resolve(options.out)),
    version: `${knownUntil.slice(0, 10)}-${versionHash(dataHash, recipe)}`,
    features: signatures,
    recipe: { ...recipe },
    tried: trained.choice.tried,
    training: {
      dataHash,
      lines: examples.length,
      lateLines: examples.filter(({ outcome }) => outcome?.late === true).length,
      placedUntil: last.asOf,
      knownUntil,
      historyUntil: lastEventAt,
      holdoutFrom,
    },
    metrics: trained.evaluation,
    intervals: await intervalsFrom(trained.holdout, features, examples.slice(-trained.evaluation.rows)),
    libraries: trained.libraries,
    holdout: trained.holdout.saved,
    final: trained.final.saved,
  };
  const dir = options.isVersioned ? join(resolve(options.out), model.version) : resolve(options.out);
  const days = history.days(dayOf(addMs(holdoutFrom, -(HISTORY_DAYS + 1) * MS_PER_DAY)));
  await writeModel(
    dir,
    { model, holdout: trained.holdout, final: trained.final, history: days },
    modelCard(model, trained.evaluation, { about: options.about ?? null, weightsHash: sha256(trained.final.weights) }),
  );
  return { dir, version: `${model.name}/${model.version}`, lines: examples.length, metrics: trained.evaluation };
}

/** What the fit that has not seen the latest lines says of them, hidden in part: half of them tell how well what the other half asks for holds. */
async function intervalsFrom(
  holdout: PackedFit,
  features: FeatureList,
  latest: readonly FeatureRow[],
): Promise<SavedModel['intervals']> {
  const tf = await loadTensorflow();
  const fit = await unpackFit(tf, holdout);
  const explainer = createExplainer(tf, fit, features);
  const all = allFeatures(features);
  const rows = latest.map(({ numbers, categories }) => ({ numbers, categories, openDays: 0 }));
  const half = rows.length >> 1;
  const halfMargins = marginsFor(explainer, all, rows.slice(0, half));
  const coverage = intervalCoverage({ ...explainer, margins: halfMargins }, all, rows.slice(half));
  const margins = marginsFor(explainer, all, rows);
  disposeFit(fit);
  return { margins, coverage };
}

function toInstantOf(days: number): Instant {
  return toInstant(new Date(Math.round(days * MS_PER_DAY)));
}

/** SHA-256 over the feature list and every column. */
function hashOf(signatures: readonly string[], table: ExampleTable): string {
  const hash = createHash('sha256').update(JSON.stringify([signatures, table.words]));
  const { numbers, categories, placed, asOf, promised, delivered, cancelled, mishaps } = table;
  const columns = [numbers, categories, placed, asOf, promised, delivered, cancelled, mishaps.short, mishaps.exception];
  for (const column of columns) hash.update(new Uint8Array(column.buffer));
  return hash.digest('hex');
}

function sha256(weights: ArrayBuffer): string {
  return createHash('sha256').update(new Uint8Array(weights)).digest('hex');
}

/** Differs when data or recipe do. */
function versionHash(dataHash: string, recipe: Recipe): string {
  return createHash('sha256')
    .update(JSON.stringify([dataHash, recipe]))
    .digest('hex')
    .slice(0, 8);
}
