import { isAbsolute, resolve } from 'node:path';
import { readEnvironment, type Environment } from '../config.ts';
import { loadConfigFile, type LoadedConfig } from '../config-file.ts';
import { demoConfig, type DemoOptions } from '../demo-config.ts';
import { parseAsOf, type Instant } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { createLog, type Log } from '../log.ts';
import { withFile } from '../providers/with-file.ts';

/** What every command that opens a book may be given. Without a configuration it is the demonstration book. */
export interface BookOptions {
  readonly config?: string;
  readonly from?: string;
  readonly asOf?: string;
}

/** The same, for a command that answers and exits. */
export interface AnswerOptions extends BookOptions {
  readonly json?: boolean;
}

/** A command's surroundings, parsed. */
export interface BookInput {
  readonly environment: Environment;
  readonly loaded: LoadedConfig;
  readonly asOf: Instant | null;
  readonly log: Log;
}

/**
 * Reads environment, configuration and options. A command that answers and exits logs errors only, unless LOG_LEVEL says
 * otherwise: what else there is to know is in its answer. Throws `CONFIG_INVALID` or `INPUT_INVALID` with what to do.
 */
export async function readBookInput(
  options: BookOptions,
  { serves = false, demo = {} }: { readonly serves?: boolean; readonly demo?: DemoOptions } = {},
): Promise<BookInput> {
  const environment = readEnvironment(process.env);
  if (options.config !== undefined) refuseDemoOptions(demo);
  const file = options.config ? await loadConfigFile(options.config) : demoConfig(demo, environment.DATA_DIR);
  const loaded = options.from ? replaceFile(file, options.from) : file;
  const asOf = options.asOf ? parseAsOf(options.asOf, loaded.config.zone) : null;
  const level = serves || process.env.LOG_LEVEL ? environment.LOG_LEVEL : 'error';
  return { environment, loaded, asOf, log: createLog(level) };
}

function refuseDemoOptions(demo: DemoOptions): void {
  const name = (['seed', 'scale', 'speed'] as const).find((one) => demo[one] !== undefined);
  if (name === undefined) return;
  throw new AppError(
    'INPUT_INVALID',
    `--${name} ${demo[name]}: expected it without --config, for the demonstration book, came both`,
  );
}

/** `--from` stands for the file of the first source that reads one. */
function replaceFile(loaded: LoadedConfig, from: string): LoadedConfig {
  const path = isAbsolute(from) ? from : resolve(from);
  const providers = withFile(loaded.config.providers, path);
  if (!providers)
    throw new AppError(
      'INPUT_INVALID',
      `--from ${from}: expected a configuration with a source that reads files, such as csv(…), came none`,
    );
  return { ...loaded, config: { ...loaded.config, providers } };
}
