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
 * was trained for this book before. Returns whether there is one. Throws `MODEL_UNAVAILABLE` for a named model that does not fit.
 */
export async function useModelOf(app: App, input: BookInput, { dir }: ModelChoice): Promise<boolean> {
  const { config, baseDir } = input.loaded;
  const named = dir ?? (config.scoring.model === null ? null : join(baseDir, config.scoring.model));
  if (named !== null) {
    app.useModel(await loadModel(named, config.scoring));
    return true;
  }
  const own = ownModel(app, input);
  if (!existsSync(own)) return false;
  try {
    app.useModel(await loadModel(own, config.scoring));
    return true;
  } catch (error) {
    if (!isAppError(error, 'MODEL_UNAVAILABLE')) throw error;
    input.log.warn({ dir: own, err: error.message }, 'the model of this book does not fit its settings any more');
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
    input.log.warn({ err: error.message }, 'no model for this book yet: its lines have no risk');
  }
}

function ownModel(app: App, { environment }: BookInput): string {
  return join(environment.DATA_DIR, 'models', app.book);
}
