import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createClient, type CsvClient } from '../../../plugins/csv/client.ts';
import { CsvConfig } from '../../../plugins/csv/config.ts';
import { readKind } from '../../../plugins/csv/read-kind.ts';
import { silentLog } from '../../../src/log.ts';
import type { Cursor, ReadPage, RecordKind, UnreadableRow } from '../../../src/providers/index.ts';

/** A folder with the files of one test; the configuration stands in it. */
export interface Book {
  readonly dir: string;
  readonly write: (name: string, content: string | Buffer) => string;
  /** As the host would make it; `mapping.yaml` unless the settings say another. */
  readonly client: (settings?: Partial<CsvConfig>) => CsvClient;
}

const made: string[] = [];
process.once('exit', () => made.forEach((dir) => rmSync(dir, { recursive: true, force: true })));

export function createBook(mapping: string): Book {
  const dir = mkdtempSync(join(tmpdir(), 'promisegraph-csv-'));
  made.push(dir);
  const write = (name: string, content: string | Buffer): string => {
    const path = join(dir, name);
    writeFileSync(path, content);
    return path;
  };
  write('mapping.yaml', mapping);
  return {
    dir,
    write,
    client: (settings) =>
      createClient(CsvConfig.parse({ mapping: 'mapping.yaml', ...settings }), {
        resolvePath: (path) => (path.startsWith('/') ? path : join(dir, path)),
      }),
  };
}

export interface ReadAll {
  readonly pages: readonly ReadPage[];
  readonly records: readonly unknown[];
  readonly unreadable: readonly UnreadableRow[];
  /** That of the last page; the one given when there was none. */
  readonly cursor: Cursor;
}

export async function readAll(client: CsvClient, kind: RecordKind, cursor: Cursor = null): Promise<ReadAll> {
  const pages: ReadPage[] = [];
  for await (const page of readKind(client, kind, cursor, context())) pages.push(page);
  return {
    pages,
    records: pages.flatMap(({ records }) => records.map(({ record }) => record)),
    unreadable: pages.flatMap(({ unreadable = [] }) => unreadable),
    cursor: pages.at(-1)?.cursor ?? cursor,
  };
}

export function context() {
  return { signal: new AbortController().signal, log: silentLog };
}
