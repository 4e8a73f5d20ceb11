import { join } from 'node:path';
import type { App } from '../app.ts';
import { isAppError } from '../errors.ts';
import { recordTraining } from '../operations/record-upkeep.ts';
import { trainModel } from '../operations/train-model.ts';
import { newestModelIn } from '../scoring/find-model.ts';
import { loadModel } from '../scoring/load-model.ts';
import type { BookInput } from './book-options.ts';
import { OPERATOR } from './operator.ts';
import { modelNamed, MODELS } from './model-places.ts';
import type { Progress } from './output.ts';

export interface ModelChoice {
  /** What `--model` says: a folder, or the name of a model. */
  readonly named: string | undefined;
}

/**
 * Scores the book with the model that is named (`--model`, then `scoring.model` of the configuration), else with the newest that
 * was trained for this book before, else, for the demonstration book, with the one that came with the program. Returns false when none is named and none is there. Throws `MODEL_UNAVAILABLE` for one that
 * `--model` names and that does not fit; one of the configuration that is gone or does not fit leaves the book to the rules.
 */
export async function useModelOf(app: App, input: BookInput, { named }: ModelChoice): Promise<boolean> {
  const { config, baseDir } = input.loaded;
  const { model } = config.scoring;
  if (named !== undefined) {
    app.useModel(await loadModel(await modelNamed(named), config.scoring));
    return true;
  }
  if (model !== null) {
    await tryModel(app, input, () => modelNamed(model, baseDir));
    return true;
  }
  const own = await newestModelIn(ownModels(app, input));
  if (own !== null && (await tryModel(app, input, () => Promise.resolve(own)))) return true;
  return input.loaded.file === null && (await useDemoModel(app, input));
}

/** The demonstration book can be scored at once, by the model that came with the program. */
async function useDemoModel(app: App, { loaded, log }: BookInput): Promise<boolean> {
  try {
    app.useModel(await loadModel(await modelNamed(DEMO_MODEL), loaded.config.scoring));
    return true;
  } catch (error) {
    if (!isAppError(error, 'MODEL_UNAVAILABLE')) throw error;
    log.warn({ err: error.message }, 'the model that came with the program cannot be used: one is trained');
    return false;
  }
}

/** Trained on a simulated distributor (`models/demo`, see `bench/demo-model.ts`). */
const DEMO_MODEL = 'demo';

/** Scores with a model if it can be loaded; else with the rules, and says why with every score. */
async function tryModel(app: App, { loaded, log }: BookInput, find: () => Promise<string>): Promise<boolean> {
  try {
    app.useModel(await loadModel(await find(), loaded.config.scoring));
    return true;
  } catch (error) {
    if (!isAppError(error, 'MODEL_UNAVAILABLE')) throw error;
    log.error({ err: error.message }, 'the model of this book cannot be used: the rules score');
    app.goWithoutModel(error.message);
    return false;
  }
}

export interface PrepareOptions extends ModelChoice {
  readonly signal: AbortSignal;
  readonly progress: Progress;
}

/** As `useModelOf`; when the book has no model and enough outcomes to learn from, one is trained on them first. */
export async function prepareModel(
  app: App,
  input: BookInput,
  { signal, progress, ...choice }: PrepareOptions,
): Promise<void> {
  if (await useModelOf(app, input, choice)) return;
  try {
    const trained = await trainModel(() => app.deps.store.inbox.replay(input.asOf), input.loaded.config.scoring, {
      asOf: input.asOf,
      out: ownModels(app, input),
      isVersioned: true,
      signal,
      onProgress: ({ phase, ratio }) => progress.update(`train: ${phase}`, ratio),
    });
    await recordTraining(app.deps, OPERATOR, trained);
    await useModelOf(app, input, choice);
  } catch (error) {
    if (!isAppError(error, 'INPUT_INVALID')) throw error;
    input.log.warn({ err: error.message }, 'no model for this book yet: the rules score its lines');
  }
}

/** Where the models are, by version, that were trained for this book when it was served. */
function ownModels(app: App, { environment }: BookInput): string {
  return join(environment.DATA_DIR, MODELS, app.book);
}
