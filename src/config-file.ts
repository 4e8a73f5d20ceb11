import { existsSync } from 'node:fs';
import { dirname, resolve } from 'node:path';
import { createJiti } from 'jiti';
import { parseConfig, type Config } from './config.ts';
import { AppError, isAppError, messageOf } from './errors.ts';
import * as promisegraph from './index.ts';

/** A configuration with the folder that its relative paths start from. */
export interface LoadedConfig {
  readonly config: Config;
  readonly baseDir: string;
  /** The book that it fills: its schema in the database. Simulated orders have one of their own and never meet real ones. */
  readonly book: string;
  /** Null for the demonstration book, which needs no file. */
  readonly file: string | null;
}

/**
 * Loads a configuration file, in TypeScript or JavaScript, from anywhere: `promisegraph` inside it always means this very
 * program. Throws `CONFIG_INVALID`.
 */
export async function loadConfigFile(path: string): Promise<LoadedConfig> {
  const file = resolve(path);
  if (!existsSync(file))
    throw new AppError('CONFIG_INVALID', `expected a configuration file at ${file}, came nothing: check --config`, {
      file,
    });
  const jiti = createJiti(import.meta.url, {
    virtualModules: { promisegraph },
    fsCache: false,
    moduleCache: false,
    interopDefault: false,
  });
  const baseDir = dirname(file);
  return { book: 'promisegraph', config: parseConfig(await importDefault(jiti, file), file), baseDir, file };
}

async function importDefault(jiti: ReturnType<typeof createJiti>, file: string): Promise<unknown> {
  try {
    const module = await jiti.import<object>(file);
    if ('default' in module) return module.default;
    if (!('__esModule' in module) && Object.keys(module).length > 0) return module; // CommonJS exports one value
  } catch (error) {
    if (isAppError(error)) throw error;
    throw new AppError('CONFIG_INVALID', `${file}: cannot be loaded: ${messageOf(error)}`, { file }, { cause: error });
  }
  throw new AppError(
    'CONFIG_INVALID',
    `${file}: expected a default export, such as export default defineConfig({ providers: [] }), came none`,
    { file },
  );
}
