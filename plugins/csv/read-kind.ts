import {
  AppError,
  compileRecord,
  createPageBuilder,
  UnreadableCell,
  type CallContext,
  type Cursor,
  type PageBuilder,
  type ReadPage,
  type ReadRecord,
  type RecordKind,
} from '../../src/providers/index.ts';
import type { CsvClient } from './client.ts';
import { cursorAt, rowToStartFrom, type ReadSource } from './cursor.ts';
import type { Book, BookFile } from './files/book.ts';
import { joinRows, type JoinedRows } from './files/join-rows.ts';
import type { FileRow } from './files/row-parser.ts';
import { locationOf, wrongCellCount } from './files/wrong-cell-count.ts';
import type { RecordMapping } from './mapping/mapping-schema.ts';
import { baseFile } from './mapping/needed-columns.ts';

/** Rows passed over before an empty page says that a long way back to the last row is still going on. */
const SIGN_OF_LIFE_ROWS = 100_000;

/**
 * Pages of one kind, from a cursor to the end of its file. Every file of the mapping is inspected before the first page, so that
 * a broken one is refused as a whole with `INPUT_INVALID`. Memory is that of a page and of the joined files.
 */
export async function* readKind(
  client: CsvClient,
  kind: RecordKind,
  cursor: Cursor,
  { signal, log }: CallContext,
): AsyncGenerator<ReadPage> {
  const { loaded, pageRows, readRows } = client;
  const record = loaded.mapping.records[kind];
  if (!record) return;
  const book = await client.book.open(signal);
  const source = sourceOf(record, client, book);
  const startRow = await rowToStartFrom(cursor, source, signal);
  if (startRow === null) return;

  const joined = await joinRows(source.base, record, book, loaded.needed, signal);
  const page = createPageBuilder(kind);
  const takeRow = rowTaker(source.base, joined, compileRecord(kind, record, loaded.mapping, joined.columns), page);
  if (startRow === 0) joined.unreadable.forEach(page.park);
  log.debug({ kind, path: source.base.path, startRow }, 'reading rows');

  const { bytes: total } = source.base.fingerprint;
  let row = 0;
  for await (const batch of readRows(source.base.path, source.base.settings, total)) {
    signal.throwIfAborted();
    for (const fileRow of batch.rows) {
      row += 1;
      if (row > startRow) takeRow(fileRow);
      if (row <= startRow && row % SIGN_OF_LIFE_ROWS === 0)
        yield page.take(cursorAt(source, startRow, false), batch.bytes / total);
      if (row > startRow && (row - startRow) % pageRows === 0)
        yield page.take(cursorAt(source, row, false), batch.bytes / total);
    }
  }
  yield page.take(cursorAt(source, row, true), 1);
}

function sourceOf(record: RecordMapping, { loaded }: CsvClient, book: Book): ReadSource {
  const file = (name: string): BookFile => {
    const found = book.get(name);
    if (!found) throw new AppError('INVARIANT', `the file ${JSON.stringify(name)} was not opened`);
    return found;
  };
  return {
    mapping: loaded.sha256,
    base: file(baseFile(loaded.mapping, record, '')),
    joined: Object.keys(record.join ?? {}).map(file),
  };
}

/** Puts a row into the page: as a record, as an unreadable row, or not at all when it has no record of this kind. */
function rowTaker(base: BookFile, joined: JoinedRows, read: ReadRecord, page: PageBuilder): (row: FileRow) => void {
  return (row) => {
    const problem = wrongCellCount(base, row);
    if (problem) {
      page.park(problem);
      return;
    }
    try {
      const made = read(joined.join(row.cells));
      if (made) page.add(made, locationOf(base, row));
    } catch (error) {
      if (!(error instanceof UnreadableCell)) throw error;
      const payload = Object.fromEntries(base.header.map((column, at) => [column, row.cells[at]]));
      page.park({ location: locationOf(base, row), reason: error.message, payload });
    }
  };
}
