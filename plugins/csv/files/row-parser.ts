import { CsvError, Parser } from 'csv-parse';
import { AppError } from '../../../src/providers/index.ts';

/** A row as it stands in its file. */
export interface FileRow {
  readonly cells: readonly string[];
  /** Where it begins, counted from 1, the header's; a quoted cell may hold more lines. */
  readonly line: number;
}

/** Turns chunks of UTF-8 into rows. Rows that a chunk leaves unfinished come with the next one. */
export interface RowParser {
  readonly write: (chunk: Buffer) => Promise<readonly FileRow[]>;
  readonly end: () => Promise<readonly FileRow[]>;
}

/** Characters of a row at most: a quote that is never closed would otherwise take the rest of the file into memory. */
const LONGEST_ROW = 1_000_000;
const DELIMITERS = [',', '\t', ';', '|'] as const;

/** Blank lines are passed over. `write` and `end` throw `INPUT_INVALID` for a quote that is not closed. */
export function createRowParser(path: string, delimiter: string): RowParser {
  let rows: FileRow[] = [];
  let nextLine = 1;

  const parser = new CollectingParser(delimiter, (cells) => {
    const line = nextLine;
    nextLine += 1 + lineFeedsIn(cells);
    if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ cells, line });
  });
  parser.on('error', () => undefined); // write and end meet it too

  const collect = (work: (done: (error?: Error | null) => void) => unknown) =>
    new Promise<readonly FileRow[]>((resolve, reject) => {
      work((error) => {
        if (error) {
          reject(explained(path, nextLine, error));
          return;
        }
        const collected = rows;
        rows = [];
        resolve(collected);
      });
    });

  return {
    write: (chunk) => collect((done) => parser.write(chunk, done)),
    end: () => collect((done) => parser.end(done)),
  };
}

/** Hands each row on at once: queueing rows in the stream, or asking the parser for their lines, takes as long as parsing. */
class CollectingParser extends Parser {
  constructor(
    delimiter: string,
    private readonly onRow: (cells: string[]) => void,
  ) {
    super({
      delimiter,
      bom: true,
      record_delimiter: ['\r\n', '\n'],
      relax_column_count: true,
      relax_quotes: true,
      max_record_size: LONGEST_ROW,
    });
  }

  override push(row: string[] | null): boolean {
    if (row === null) return super.push(null);
    this.onRow(row);
    return true;
  }
}

/** The delimiter that stands most often in the header line, outside quotes; a comma when none does. */
export function guessDelimiter(start: Buffer): string {
  const line = /^\ufeff?\s*((?:"[^"]*"|[^"\r\n])*)/.exec(start.toString('utf8'))?.[1] ?? '';
  const bare = line.replace(/"[^"]*"/g, '');
  const counts = DELIMITERS.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }));
  return counts.reduce((best, one) => (one.count > best.count ? one : best)).delimiter;
}

function lineFeedsIn(cells: readonly string[]): number {
  let count = 0;
  for (const cell of cells) for (let at = cell.indexOf('\n'); at >= 0; at = cell.indexOf('\n', at + 1)) count += 1;
  return count;
}

function explained(path: string, line: number, error: Error): Error {
  if (!(error instanceof CsvError)) return error;
  const unclosed = error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE';
  const came = unclosed ? 'one with a quote that is not closed' : error.message;
  return new AppError(
    'INPUT_INVALID',
    `${path}:${line}: expected a row, came ${came}`,
    { path, line },
    { cause: error },
  );
}
