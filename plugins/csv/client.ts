import type { ConnectContext } from '../../src/providers/index.ts';
import type { CsvConfig } from './config.ts';
import { createBookOpener, type BookOpener, type FilePaths } from './files/book.ts';
import { createSharedRows, type ReadRows } from './files/shared-rows.ts';
import { loadMapping, type LoadedMapping } from './mapping/load-mapping.ts';
import { AppError, didYouMean } from '../../src/providers/index.ts';

/** A mapping, and the files that it is for. */
export interface CsvClient {
  readonly loaded: LoadedMapping;
  readonly paths: FilePaths;
  readonly book: BookOpener;
  readonly readRows: ReadRows;
  readonly pageRows: number;
}

/** Reads the mapping, not the files. Throws `CONFIG_INVALID`. */
export function createClient(config: CsvConfig, { resolvePath }: Pick<ConnectContext, 'resolvePath'>): CsvClient {
  const loaded = loadMapping(resolvePath(config.mapping));
  const paths = filePaths(config, loaded, resolvePath);
  return {
    loaded,
    paths,
    book: createBookOpener(loaded, paths),
    readRows: createSharedRows(),
    pageRows: config.pageRows,
  };
}

/** What the configuration says goes before what the mapping says, and `from` before both, for the first file. */
function filePaths(
  { files, from }: CsvConfig,
  { mapping, path }: LoadedMapping,
  resolvePath: (path: string) => string,
): FilePaths {
  const names = Object.keys(mapping.files);
  const stray = Object.keys(files).find((name) => !names.includes(name));
  if (stray !== undefined) {
    throw new AppError(
      'CONFIG_INVALID',
      `files: expected names of files in ${path} (${names.join(', ')}), came ${JSON.stringify(stray)}${didYouMean(stray, names)}`,
    );
  }
  const paths = new Map<string, string>();
  names.forEach((name, at) => {
    const found = (at === 0 ? from : undefined) ?? files[name] ?? mapping.files[name]?.path;
    if (found !== undefined) paths.set(name, resolvePath(found));
  });
  return paths;
}
