import { closeSync, fsyncSync, openSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError, messageOf, type z } from '../../../src/providers/index.ts';

/** Puts JSON into a file as a whole: after a crash it holds the old content or the new, and what was returned from is there. */
export function writeJson(file: string, value: unknown): void {
  const beside = `${file}.new`;
  const handle = openSync(beside, 'w');
  try {
    writeFileSync(handle, `${JSON.stringify(value, null, 2)}\n`);
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
  renameSync(beside, file);
  syncFolder(dirname(file));
}

/** What a file holds; null when there is none. Throws `CONFIG_INVALID` for other content than expected. */
export function readJson<T>(file: string, schema: z.ZodType<T>): T | null {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return null;
    throw error;
  }
  try {
    return schema.parse(JSON.parse(text));
  } catch (cause) {
    throw new AppError(
      'CONFIG_INVALID',
      `expected ${file} as the simulated distributor wrote it, came something else: ${messageOf(cause).split('\n', 1)[0]}`,
      { file },
      { cause },
    );
  }
}

/** Makes a new name in a folder last, where the system lets a folder be opened. */
export function syncFolder(folder: string): void {
  if (process.platform === 'win32') return;
  const handle = openSync(folder, 'r');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}
