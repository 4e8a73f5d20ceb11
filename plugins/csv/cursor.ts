import { z } from 'zod';
import type { Cursor } from '../../src/providers/index.ts';
import { hashPrefix } from './files/inspect-file.ts';
import type { BookFile } from './files/book.ts';

const Fingerprint = z.object({ sha256: z.string(), bytes: z.number() });

/** Where reading one kind left off: which files, by their content, and how many rows of the first of them are done. */
export const CsvCursor = z.object({
  version: z.literal(1),
  mapping: z.string(),
  base: Fingerprint,
  /** Files joined to the base, by name. */
  joined: z.record(z.string(), Fingerprint),
  row: z.int(),
  done: z.boolean(),
});
export type CsvCursor = z.output<typeof CsvCursor>;

/** The files of one kind as they are now. */
export interface ReadSource {
  readonly mapping: string;
  readonly base: BookFile;
  readonly joined: readonly BookFile[];
}

/** The cursor of a read that has done some rows. */
export function cursorAt({ mapping, base, joined }: ReadSource, row: number, done: boolean): CsvCursor {
  return { version: 1, mapping, base: base.fingerprint, joined: fingerprintsOf(joined), row, done };
}

/**
 * The row to go on from; null when nothing has changed since all was read. Files that changed otherwise than by growing at the
 * end, or whose mapping changed, are read from the start: what is the same in them changes nothing.
 */
export async function rowToStartFrom(cursor: Cursor, source: ReadSource, signal: AbortSignal): Promise<number | null> {
  const { success, data: left } = CsvCursor.safeParse(cursor);
  if (!success || left.mapping !== source.mapping) return 0;
  if (JSON.stringify(left.joined) !== JSON.stringify(fingerprintsOf(source.joined))) return 0;
  const { path, fingerprint } = source.base;
  if (left.base.sha256 === fingerprint.sha256) return left.done ? null : left.row;
  if (left.base.bytes >= fingerprint.bytes) return 0;
  const prefix = await hashPrefix(path, left.base.bytes, signal);
  // The row before is read again: it may have been cut off when its file was still being written.
  return prefix === left.base.sha256 ? Math.max(0, left.row - 1) : 0;
}

function fingerprintsOf(files: readonly BookFile[]): CsvCursor['joined'] {
  return Object.fromEntries(files.map(({ name, fingerprint }) => [name, fingerprint]));
}
