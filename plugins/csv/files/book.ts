import { stat } from 'node:fs/promises';
import { AppError, didYouMean } from '../../../src/providers/index.ts';
import type { LoadedMapping } from '../mapping/load-mapping.ts';
import type { SourceFile } from '../mapping/mapping-schema.ts';
import { inspectFile, type Fingerprint } from './inspect-file.ts';
import { readHeader } from './read-rows.ts';

/** One file of a mapping, inspected and found to have the columns that the mapping reads. */
export interface BookFile {
  readonly name: string;
  readonly path: string;
  readonly settings: SourceFile;
  readonly header: readonly string[];
  readonly fingerprint: Fingerprint;
}

export type Book = ReadonlyMap<string, BookFile>;

/** Where the files of a mapping are, by their names in it. */
export type FilePaths = ReadonlyMap<string, string>;

/** Inspects all files that a mapping reads; a file that has not changed since is not read again. */
export interface BookOpener {
  /** Throws `INPUT_INVALID` when one of the files cannot be read or lacks a column: then none is, so that no half of a book goes in. */
  readonly open: (signal: AbortSignal) => Promise<Book>;
}

export function createBookOpener(loaded: LoadedMapping, paths: FilePaths): BookOpener {
  const known = new Map<string, { readonly version: string; readonly file: Promise<BookFile> }>();

  async function inspect(name: string, columns: ReadonlyMap<string, boolean>, signal: AbortSignal): Promise<BookFile> {
    const path = pathOf(name, paths, loaded.path);
    const settings = settingsOf(name, loaded);
    const fingerprint = await inspectFile(path, settings, signal);
    const header = await readHeader(path, settings);
    requireColumns(name, path, header, columns);
    return { name, path, settings, header, fingerprint };
  }

  /** Kinds that are read at the same time wait for one inspection. One that fails is not remembered. */
  async function openFile(name: string, columns: ReadonlyMap<string, boolean>, signal: AbortSignal): Promise<BookFile> {
    const version = await versionOf(pathOf(name, paths, loaded.path));
    if (version === null) return inspect(name, columns, signal);
    const before = known.get(name);
    if (before?.version === version) return before.file;
    const file = inspect(name, columns, signal);
    known.set(name, { version, file });
    await file.catch(() => {
      if (known.get(name)?.file === file) known.delete(name);
    });
    return file;
  }

  return {
    open: async (signal) => {
      const book = new Map<string, BookFile>();
      for (const [name, columns] of loaded.needed) book.set(name, await openFile(name, columns, signal));
      return book;
    },
  };
}

/** The columns of each file, without reading further than the header lines. Throws `INPUT_INVALID`. */
export async function readHeaders(
  loaded: LoadedMapping,
  paths: FilePaths,
): Promise<ReadonlyMap<string, readonly string[]>> {
  const headers = new Map<string, readonly string[]>();
  for (const [name, columns] of loaded.needed) {
    const path = pathOf(name, paths, loaded.path);
    const header = await readHeader(path, settingsOf(name, loaded));
    requireColumns(name, path, header, columns);
    headers.set(path, header);
  }
  return headers;
}

function pathOf(name: string, paths: FilePaths, mappingPath: string): string {
  const path = paths.get(name);
  if (path !== undefined) return path;
  const ways = `as files.${name}.path there, as \`files: { ${name}: … }\` of the plugin, or with --from`;
  throw new AppError(
    'CONFIG_INVALID',
    `${mappingPath}: expected the path of the file ${JSON.stringify(name)}, came none: give it ${ways}`,
  );
}

function settingsOf(name: string, { mapping }: LoadedMapping): SourceFile {
  const settings = mapping.files[name];
  if (!settings) throw new AppError('INVARIANT', `the mapping has no file ${JSON.stringify(name)}`);
  return settings;
}

/** What changes whenever the file does; null when that cannot be told, so that the file is read to find out. */
async function versionOf(path: string): Promise<string | null> {
  try {
    const { size, mtimeNs, ctimeNs, ino } = await stat(path, { bigint: true });
    return [path, size, mtimeNs, ctimeNs, ino].join('/');
  } catch {
    return null;
  }
}

function requireColumns(
  name: string,
  path: string,
  header: readonly string[],
  columns: ReadonlyMap<string, boolean>,
): void {
  const missing = [...columns].filter(([column, must]) => must && !header.includes(column)).map(([column]) => column);
  if (missing.length > 0) {
    const expected = missing.map((column) => `${JSON.stringify(column)}${didYouMean(column, header)}`).join(', ');
    throw new AppError('INPUT_INVALID', `${path}: expected column ${expected}, came columns ${header.join(', ')}`, {
      path,
      file: name,
      missing,
      columns: header,
    });
  }
  const twice = [...columns.keys()].filter((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice.length > 0) {
    throw new AppError('INPUT_INVALID', `${path}: expected one column ${JSON.stringify(twice[0])}, came two`, {
      path,
      file: name,
      twice,
    });
  }
}
