import { CsvError, parse } from 'csv-parse';
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
  let linesSeen = 0;
  let blanksSeen = 0;

  const parser = parse({
    delimiter,
    bom: true,
    record_delimiter: ['\r\n', '\n'],
    skip_empty_lines: true,
    relax_column_count: true,
    relax_quotes: true,
    max_record_size: LONGEST_ROW,
    on_record: (cells: string[], { lines, empty_lines: blanks }): null => {
      const skipped = blanks - blanksSeen;
      const several = lines - linesSeen - skipped > 1;
      const line = nextLine + skipped;
      // The parser counts the end of a line inside quotes twice when it is CR and LF, so these are counted here.
      nextLine = line + 1 + (several ? lineFeedsIn(cells) : 0);
      linesSeen = lines;
      blanksSeen = blanks;
      if (cells.length > 1 || cells[0]?.trim() !== '') rows.push({ cells, line });
      return null;
    },
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
