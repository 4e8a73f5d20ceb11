import type { Columns, Row, UnreadableRow } from '../../../src/providers/index.ts';
import type { RecordMapping } from '../mapping/mapping-schema.ts';
import type { NeededColumns } from '../mapping/needed-columns.ts';
import type { Book, BookFile } from './book.ts';
import { loadJoin } from './load-join.ts';

/** The rows of one file with the rows of others beside them. */
export interface JoinedRows {
  readonly columns: Columns;
  /** The row and what its joins find, in the order in which `columns` counts. */
  readonly join: (cells: readonly string[]) => Row;
  /** Rows of joined files that could not be read. */
  readonly unreadable: readonly UnreadableRow[];
}

interface Bound {
  readonly name: string;
  readonly columns: readonly string[];
  readonly find: (row: Row) => readonly string[] | null;
}

/** Reads the joined files into memory and binds column names to places. */
export async function joinRows(
  base: BookFile,
  record: RecordMapping,
  book: Book,
  needed: NeededColumns,
  signal: AbortSignal,
): Promise<JoinedRows> {
  const bound: Bound[] = [{ name: base.name, columns: base.header, find: () => null }];
  const unreadable: UnreadableRow[] = [];
  const columns = bindColumns(base.name, bound);
  for (const [name, { on, column, file }] of Object.entries(record.join ?? {})) {
    const joined = book.get(name);
    if (!joined) continue;
    const table = await loadJoin(joined, on, needed.get(name)?.keys() ?? [], signal);
    const key = columns.cell(column, file, false) ?? (() => '');
    bound.push({ name, columns: table.columns, find: (row) => table.rows.get(key(row)) ?? null });
    unreadable.push(...table.unreadable);
  }
  const joins = bound.slice(1);

  return {
    columns,
    unreadable,
    join: (cells) => {
      const row: (readonly string[] | null)[] = [cells];
      for (const { find } of joins) row.push(find(row));
      return row;
    },
  };
}

/** `bound` may grow afterwards: a name is looked up when its column is asked for. */
function bindColumns(base: string, bound: readonly Bound[]): Columns {
  return {
    cell: (column, file = base, optional) => {
      const slot = bound.findIndex(({ name }) => name === file);
      const place = bound[slot]?.columns.indexOf(column) ?? -1;
      if (place < 0) return optional ? null : () => '';
      return (row) => (row[slot]?.[place] ?? '').trim();
    },
  };
}
