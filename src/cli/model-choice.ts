import { join } from 'node:path';
import { existsSync } from 'node:fs';
import type { App } from '../app.ts';
import { isAppError } from '../errors.ts';
import { trainModel } from '../operations/train-model.ts';
import { loadModel } from '../scoring/load-model.ts';
import type { BookInput } from './book-options.ts';
import type { Progress } from './output.ts';

export interface ModelChoice {
  /** What `--model` says. */
  readonly dir: string | undefined;
}

/**
 * Scores the book with the model that is named (`--model`, then `scoring.model` of the configuration), else with the one that
 * was trained for this book before. Returns false when none is named and none was trained. Throws `MODEL_UNAVAILABLE` for one that
 * `--model` names and that does not fit; one of the configuration that is gone or does not fit leaves the book to the rules.
 */
export async function useModelOf(app: App, input: BookInput, { dir }: ModelChoice): Promise<boolean> {
  const { config, baseDir } = input.loaded;
  if (dir !== undefined) {
    app.useModel(await loadModel(dir, config.scoring));
    return true;
  }
  if (config.scoring.model !== null) {
    await tryModel(app, input, join(baseDir, config.scoring.model));
    return true;
  }
  const own = ownModel(app, input);
  return existsSync(own) && (await tryModel(app, input, own));
}

/** Scores with a model if it can be loaded; else with the rules, and says why with every score. */
async function tryModel(app: App, { loaded, log }: BookInput, dir: string): Promise<boolean> {
  try {
    app.useModel(await loadModel(dir, loaded.config.scoring));
    return true;
  } catch (error) {
    if (!isAppError(error, 'MODEL_UNAVAILABLE')) throw error;
    log.error({ dir, err: error.message }, 'the model of this book cannot be used: the rules score');
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
    await trainModel(() => app.deps.store.inbox.replay(input.asOf), input.loaded.config.scoring, {
      asOf: input.asOf,
      out: ownModel(app, input),
      name: app.book,
      signal,
      onProgress: ({ phase, ratio }) => progress.update(`train: ${phase}`, ratio),
    });
    await useModelOf(app, input, choice);
  } catch (error) {
    if (!isAppError(error, 'INPUT_INVALID')) throw error;
    input.log.warn({ err: error.message }, 'no model for this book yet: the rules score its lines');
  }
}

function ownModel(app: App, { environment }: BookInput): string {
  return join(environment.DATA_DIR, 'models', app.book);
}
