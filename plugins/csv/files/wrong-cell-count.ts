import { basename } from 'node:path';
import type { UnreadableRow } from '../../../src/providers/index.ts';
import type { BookFile } from './book.ts';
import type { FileRow } from './row-parser.ts';

/** Why a row cannot be read at all: a delimiter too many or too few shifts its cells. Null when it has one cell a column. */
export function wrongCellCount(file: BookFile, row: FileRow): UnreadableRow | null {
  const { header } = file;
  if (row.cells.length === header.length) return null;
  return {
    location: locationOf(file, row),
    reason: `expected ${header.length} cells, one a column, came ${row.cells.length}`,
    payload: row.cells,
  };
}

/** `orders.csv:17`. */
export function locationOf({ path }: BookFile, { line }: FileRow): string {
  return `${basename(path)}:${line}`;
}
