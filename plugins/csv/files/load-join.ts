import type { UnreadableRow } from '../../../src/providers/index.ts';
import type { BookFile } from './book.ts';
import { readRows } from './read-rows.ts';
import { wrongCellCount } from './wrong-cell-count.ts';

/** A file held in memory to be joined: only the columns that the mapping reads. */
export interface JoinTable {
  /** Where each column stands in the rows. */
  readonly columns: readonly string[];
  /** By the text of the key column; of rows with the same key, the first. */
  readonly rows: ReadonlyMap<string, readonly string[]>;
  readonly unreadable: readonly UnreadableRow[];
}

/** Reads a whole file into memory, by the column `on`. Rows without a key are passed over. */
export async function loadJoin(
  file: BookFile,
  on: string,
  needed: Iterable<string>,
  signal: AbortSignal,
): Promise<JoinTable> {
  const columns = [...needed].filter((column) => file.header.includes(column));
  const places = columns.map((column) => file.header.indexOf(column));
  const keyPlace = file.header.indexOf(on);
  const rows = new Map<string, readonly string[]>();
  const unreadable: UnreadableRow[] = [];
  for await (const batch of readRows(file.path, file.settings, file.fingerprint.bytes)) {
    signal.throwIfAborted();
    for (const row of batch.rows) {
      const problem = wrongCellCount(file, row);
      if (problem) unreadable.push(problem);
      const key = problem ? '' : (row.cells[keyPlace] ?? '').trim();
      if (key !== '' && !rows.has(key))
        rows.set(
          key,
          places.map((place) => row.cells[place] ?? ''),
        );
    }
  }
  return { columns, rows, unreadable };
}
