import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '../errors.ts';

/**
 * The folder of the model that is meant by one of these places, the first that has any: the place itself, or the newest version in it
 * (`<name>/<version>`). Throws `MODEL_UNAVAILABLE` that lists where it was looked for.
 */
export async function findModel(named: string, places: readonly string[]): Promise<string> {
  for (const place of places) {
    const newest = await newestModelIn(place);
    if (newest !== null) return newest;
  }
  throw new AppError(
    'MODEL_UNAVAILABLE',
    `expected a model, or a folder of its versions, at ${places.join(' or ')}, came none of ${JSON.stringify(named)}`,
    { named, places },
  );
}

/**
 * The folder of the newest model in a folder: of its versions (they begin with a date; of one date the one written last), else the folder
 * itself. Null when there is none.
 */
export async function newestModelIn(dir: string): Promise<string | null> {
  const entries = await readdir(dir, { withFileTypes: true }).catch(() => []);
  const versions: { readonly version: string; readonly writtenAt: number }[] = [];
  for (const entry of entries) {
    const writtenAt = entry.isDirectory() && isFinished(entry.name) ? await writtenMs(join(dir, entry.name)) : null;
    if (writtenAt !== null) versions.push({ version: entry.name, writtenAt });
  }
  const [newest] = versions.sort(
    (a, b) =>
      compare(dateOf(b.version), dateOf(a.version)) || b.writtenAt - a.writtenAt || compare(b.version, a.version),
  );
  if (newest) return join(dir, newest.version);
  return (await writtenMs(dir)) === null ? null : dir;
}

/** What is being written, or was replaced and not removed in time, is no version (see `model-files.ts`). */
function isFinished(folder: string): boolean {
  return !folder.endsWith('.new') && !folder.endsWith('.old');
}

async function writtenMs(dir: string): Promise<number | null> {
  return stat(join(dir, 'model.json')).then(
    ({ mtimeMs }) => mtimeMs,
    () => null,
  );
}

function dateOf(version: string): string {
  return version.slice(0, 10);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
