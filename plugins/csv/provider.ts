import { basename } from 'node:path';
import { defineProvider, type CheckReport } from '../../src/providers/index.ts';
import { createClient, type CsvClient } from './client.ts';
import { CsvConfig } from './config.ts';
import { readHeaders } from './files/book.ts';
import { loadMapping } from './mapping/load-mapping.ts';
import { recordsOf } from './mapping/needed-columns.ts';
import { readKind } from './read-kind.ts';

/** Order books and master data from CSV or TSV files, plain or gzip, through a mapping file. Reads only. */
export const csv = defineProvider({
  type: 'csv',
  module: import.meta.url,
  config: CsvConfig,
  reads: ({ mapping }, { resolvePath }) => recordsOf(loadMapping(resolvePath(mapping)).mapping).map(([kind]) => kind),
  traits: ({ mapping }, { resolvePath }) =>
    Object.fromEntries(recordsOf(loadMapping(resolvePath(mapping)).mapping).map(([kind]) => [kind, { cursor: null }])),
  connect: createClient,
  check,
  read: readKind,
});

/** Reads the header of each file. */
async function check({ loaded, paths }: CsvClient): Promise<CheckReport> {
  const headers = await readHeaders(loaded, paths);
  const kinds = recordsOf(loaded.mapping).map(([kind]) => kind);
  const files = [...headers].map(([path, header]) => `${basename(path)} (${header.length} columns)`);
  return { detail: `${basename(loaded.path)} gives ${kinds.join(', ')} from ${files.join(', ')}` };
}
