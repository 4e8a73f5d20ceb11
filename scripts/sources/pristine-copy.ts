import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdtempSync, renameSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheFolder } from './cache-folder.ts';
import { oneAtATime } from './one-at-a-time.ts';

/** How the database file of a source system is made. */
export interface Recipe {
  /** The system's name for people, and that of its folder in the cache. */
  readonly name: string;
  readonly system: string;
  /** All that the file depends on; when any of it changes, the file is built anew. */
  readonly ingredients: readonly string[];
  /** Of the file in the folder of a server. */
  readonly file: string;
  /** Leaves the whole file in this folder; about a minute. */
  readonly build: (folder: string) => Promise<void>;
}

/** A folder for one server, with a copy of a database that is built once on this machine. Whoever starts the server removes it. */
export async function pristineCopy(recipe: Recipe): Promise<string> {
  const built = await builtOnce(recipe);
  const folder = mkdtempSync(join(tmpdir(), `promisegraph-${recipe.system}-`));
  copyFileSync(built, join(folder, recipe.file));
  return folder;
}

async function builtOnce({ name, system, ingredients, file, build }: Recipe): Promise<string> {
  const hash = createHash('sha256').update(ingredients.join('\n')).digest('hex').slice(0, 12);
  const built = join(cacheFolder(system), `seeded-${hash}.sqlite`);
  if (existsSync(built)) return built;
  return oneAtATime(`${built}.lock`, async () => {
    if (existsSync(built)) return built;
    console.log(`${name}: building a database of made-up records, once on this machine`);
    const folder = mkdtempSync(join(tmpdir(), `promisegraph-${system}-seed-`));
    try {
      await build(folder);
      const part = `${built}.${process.pid}`;
      copyFileSync(join(folder, file), part);
      renameSync(part, built); // all of it or nothing, whenever this ends
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
    return built;
  });
}
