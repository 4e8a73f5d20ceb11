import { mkdir, open, readdir, readFile, rename, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { messageOf, ProviderError } from '../../../src/providers/index.ts';
import { isBeingWritten, type Place } from './place.ts';

/** A folder of this machine. What is written is on disk before it is seen. */
export function createLocalPlace(root: string): Place {
  const at = (path: string): string => join(root, path);
  return {
    async list(folder) {
      await mustBeThere(root);
      const names = (await orNull(() => readdir(at(folder)))) ?? [];
      const files = await Promise.all(
        names
          .filter((name) => !isBeingWritten(name))
          .map(async (name) => {
            const found = await orNull(() => stat(at(`${folder}/${name}`)));
            return found?.isFile() ? [{ name, bytes: found.size, modifiedMs: Math.floor(found.mtimeMs) }] : [];
          }),
      );
      return files.flat();
    },
    read: (path) => orNull(() => readFile(at(path))),
    async write(path, content) {
      await mkdir(dirname(at(path)), { recursive: true });
      const file = await open(`${at(path)}.writing`, 'w');
      try {
        await file.writeFile(content);
        await file.sync();
      } finally {
        await file.close();
      }
      await rename(`${at(path)}.writing`, at(path));
    },
    async move(from, to) {
      await mkdir(dirname(at(to)), { recursive: true });
      await orNull(() => rename(at(from), at(to)));
    },
    describe: () => root,
    close: async () => undefined,
  };
}

async function mustBeThere(root: string): Promise<void> {
  try {
    await readdir(root);
  } catch (error) {
    throw new ProviderError(
      'transient',
      `folder: expected a folder at ${root}, came: ${messageOf(error)}`,
      {},
      { cause: error },
    );
  }
}

async function orNull<T>(work: () => Promise<T>): Promise<T | null> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
    throw error;
  }
}
