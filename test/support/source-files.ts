import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the checkout stands. */
export const ROOT = resolve(import.meta.dirname, '../..');

/** Paths under folders of the checkout, relative to it and with `/`, sorted. A folder that is not there has none. */
export function filesIn(folders: readonly string[], extension: RegExp): readonly string[] {
  return folders
    .filter((folder) => existsSync(join(ROOT, folder)))
    .flatMap((folder) =>
      readdirSync(join(ROOT, folder), { recursive: true, encoding: 'utf8' }).map(
        (name) => `${folder}/${name.replaceAll('\\', '/')}`,
      ),
    )
    .filter((path) => extension.test(path) && !/(^|\/)(node_modules|generated|\.promisegraph)\//.test(path))
    .sort();
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}
