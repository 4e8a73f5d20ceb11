import { AppError } from '../../../src/providers/index.ts';
import type { SourceFile } from '../mapping/mapping-schema.ts';
import { openBytes } from './open-bytes.ts';
import { createRowParser, guessDelimiter, type FileRow, type RowParser } from './row-parser.ts';

export interface RowBatch {
  /** Column names without the spaces around them. */
  readonly header: readonly string[];
  readonly rows: readonly FileRow[];
  /** Unpacked bytes read so far. */
  readonly bytes: number;
}

/**
 * Rows of a file in the order of the file, a chunk of bytes at a time; memory is that of a chunk. Stops after `limitBytes`, which
 * is what was there when the file was inspected; throws `PROVIDER_UNAVAILABLE` when less is there by now.
 */
export async function* readRows(path: string, file: SourceFile, limitBytes: number): AsyncGenerator<RowBatch> {
  let parser: RowParser | null = null;
  let header: readonly string[] | null = null;
  let bytes = 0;

  const batch = (rows: readonly FileRow[]): RowBatch | null => {
    if (header) return { header, rows, bytes };
    const [first, ...others] = rows;
    header = first ? first.cells.map((name) => name.trim()) : null;
    return header && { header, rows: others, bytes };
  };

  for await (const read of openBytes(path)) {
    const chunk = read.subarray(0, limitBytes - bytes);
    bytes += chunk.length;
    const text = file.encoding === 'utf-8' ? chunk : Buffer.from(windows1252.decode(chunk));
    parser ??= createRowParser(path, file.delimiter ?? guessDelimiter(text));
    const next = batch(await parser.write(text));
    if (next) yield next;
    if (bytes >= limitBytes) break;
  }
  const last = parser && batch(await parser.end());
  if (last) yield last;
  if (bytes < limitBytes && limitBytes !== Infinity) {
    throw new AppError(
      'PROVIDER_UNAVAILABLE',
      `${path}: expected ${limitBytes} bytes, came ${bytes}: it changed while it was read`,
      { path },
    );
  }
}

/** The column names of a file. Throws `INPUT_INVALID` when it has none. */
export async function readHeader(path: string, file: SourceFile): Promise<readonly string[]> {
  for await (const { header } of readRows(path, file, Infinity)) {
    if (header.some((name) => name !== '')) return header;
    break;
  }
  throw new AppError('INPUT_INVALID', `${path}: expected a header line with the names of the columns, came none`, {
    path,
  });
}

/** Each byte is one character, so that chunks can be decoded one by one. */
const windows1252 = new TextDecoder('windows-1252');
