import { existsSync } from 'node:fs';
import { isAbsolute, join, resolve } from 'node:path';
import { findModel } from '../scoring/find-model.ts';

/** Folder, in the working directory, under which models are saved as `<name>/<version>`. */
export const MODELS = 'models';

/**
 * The folder of a model that is given by a path (from `baseDir`) or by its name: the newest version of it, in the working directory's
 * `models/` or among those that came with the program. Throws `MODEL_UNAVAILABLE`.
 */
export function modelNamed(named: string, baseDir = '.'): Promise<string> {
  const path = resolve(baseDir, named);
  const isPath = isAbsolute(named) || /[\\/]/.test(named);
  return findModel(named, isPath ? [path] : [path, resolve(MODELS, named), join(shippedModels(), named)]);
}

/** Where the models are that came with the program: beside `src` in a checkout, beside `dist` in the package. */
export function shippedModels(): string {
  const candidates = ['../..', '../../..'].map((up) => join(import.meta.dirname, up, MODELS));
  return candidates.find((candidate) => existsSync(candidate)) ?? join(import.meta.dirname, '../..', MODELS);
}
