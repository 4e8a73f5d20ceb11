import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import { createInterface } from 'node:readline';
import { createGunzip } from 'node:zlib';
import {
  AppError,
  z,
  type Cursor,
  type ReadPage,
  type SourceRecord,
  type UnreadableRow,
} from '../../../src/providers/index.ts';

/** How many lines of the file are behind. */
const LineCursor = z.int().min(0);

export interface VersionsToRead {
  readonly file: string;
  /** In bytes, as the file stands now. */
  readonly size: number;
  readonly cursor: Cursor;
  readonly pageSize: number;
}

/** Pages of a compressed file of JSON lines, from a line on, in memory that does not grow with the file. Throws `PROVIDER_UNAVAILABLE` for one that is cut off. */
export async function* readVersions({ file, size, cursor, pageSize }: VersionsToRead): AsyncGenerator<ReadPage> {
  const skip = cursor === null ? 0 : LineCursor.parse(cursor);
  const name = basename(file);
  const source = createReadStream(file);
  const text = createGunzip();
  source.on('error', (error) => text.destroy(error));
  source.pipe(text);
  let records: SourceRecord[] = [];
  let unreadable: UnreadableRow[] = [];
  let line = 0;
  const page = (): ReadPage => {
    const full = {
      records,
      unreadable,
      deletes: [],
      cursor: line,
      progressRatio: Math.min(1, source.bytesRead / size),
    };
    [records, unreadable] = [[], []];
    return full;
  };
  try {
    for await (const row of createInterface({ input: text, crlfDelay: Number.POSITIVE_INFINITY })) {
      line += 1;
      if (line <= skip) continue;
      const location = `${name}:${line}`;
      const record = parsed(row);
      if (record === undefined)
        unreadable.push({ location, reason: 'expected JSON, came something else', payload: row });
      else records.push({ record, location });
      if (records.length + unreadable.length >= pageSize) yield page();
    }
    if (text.errored) throw text.errored;
    if (records.length + unreadable.length > 0) yield page();
  } catch (cause) {
    throw cutOff(file, line, cause);
  } finally {
    source.destroy();
    text.destroy();
  }
}

function parsed(row: string): unknown {
  try {
    return JSON.parse(row);
  } catch {
    return undefined;
  }
}

function cutOff(file: string, line: number, cause: unknown): AppError {
  return new AppError(
    'PROVIDER_UNAVAILABLE',
    `${file}: expected a whole file, came one that is cut off or damaged after line ${line}: simulate it again`,
    { file, line },
    { cause },
  );
}
