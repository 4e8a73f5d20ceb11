import { createHash } from 'node:crypto';
import { isUtf8 } from 'node:buffer';
import { AppError } from '../../../src/providers/index.ts';
import type { SourceFile } from '../mapping/mapping-schema.ts';
import { openBytes } from './open-bytes.ts';

/** What a file holds, unpacked: two files with equal fingerprints have equal rows. */
export interface Fingerprint {
  readonly sha256: string;
  readonly bytes: number;
}

const LINE_FEED = 10;

/**
 * Reads a file once, before any of its rows count, so that a broken one is refused as a whole. Throws `INPUT_INVALID` for a file
 * that is empty, packed badly, not text, or not in its encoding. Memory is one chunk.
 */
export async function inspectFile(path: string, { encoding }: SourceFile, signal: AbortSignal): Promise<Fingerprint> {
  const hash = createHash('sha256');
  let bytes = 0;
  let lines = 1;
  let rest: Buffer = Buffer.alloc(0);
  for await (const chunk of openBytes(path)) {
    signal.throwIfAborted();
    if (bytes === 0) refusePacked(path, chunk);
    refuseBinary(path, chunk);
    if (encoding === 'utf-8') rest = checkUtf8(path, rest, chunk, lines);
    hash.update(chunk);
    bytes += chunk.length;
    lines += countLines(chunk);
  }
  if (bytes === 0)
    throw new AppError('INPUT_INVALID', `${path}: expected a header line and rows, came an empty file`, { path });
  if (rest.length > 0) throw notUtf8(path, lines);
  return { sha256: hash.digest('hex'), bytes };
}

/** SHA-256 of the first bytes of a file: whether it is an older one that has grown. */
export async function hashPrefix(path: string, bytes: number, signal: AbortSignal): Promise<string> {
  const hash = createHash('sha256');
  let left = bytes;
  for await (const chunk of openBytes(path)) {
    signal.throwIfAborted();
    hash.update(chunk.subarray(0, left));
    left -= chunk.length;
    if (left <= 0) break;
  }
  return hash.digest('hex');
}

function refusePacked(path: string, chunk: Buffer): void {
  const start = chunk.subarray(0, 4).toString('latin1');
  if (start.startsWith('PK')) throw notText(path, 'a zip file or an Excel workbook: save it as CSV');
  if (start.startsWith('\xff\xfe') || start.startsWith('\xfe\xff'))
    throw notText(path, 'UTF-16 text: save it as UTF-8');
}

function refuseBinary(path: string, chunk: Buffer): void {
  if (chunk.includes(0)) throw notText(path, 'binary data (it has zero bytes)');
}

/** Checks all that is whole, and gives back the bytes of a character that the next chunk finishes. */
function checkUtf8(path: string, rest: Buffer, chunk: Buffer, lines: number): Buffer {
  const bytes = rest.length === 0 ? chunk : Buffer.concat([rest, chunk]);
  const whole = bytes.length - unfinishedBytes(bytes);
  const text = bytes.subarray(0, whole);
  if (!isUtf8(text)) throw notUtf8(path, lines + linesBeforeFault(text));
  return Buffer.from(bytes.subarray(whole));
}

/** How many bytes at the end begin a UTF-8 character that is not complete, 0 to 3. */
function unfinishedBytes(bytes: Buffer): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) return 0;
    const length = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : byte >= 0xc0 ? 2 : 0;
    if (length > 0) return length > back ? back : 0;
  }
  return 0;
}

function linesBeforeFault(bytes: Buffer): number {
  let lines = 0;
  let start = 0;
  for (;;) {
    const end = bytes.indexOf(LINE_FEED, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return lines;
    lines += 1;
    start = end + 1;
  }
}

function countLines(chunk: Buffer): number {
  let lines = 0;
  for (let at = chunk.indexOf(LINE_FEED); at >= 0; at = chunk.indexOf(LINE_FEED, at + 1)) lines += 1;
  return lines;
}

function notText(path: string, came: string): AppError {
  return new AppError('INPUT_INVALID', `${path}: expected text in CSV form, came ${came}`, { path });
}

function notUtf8(path: string, line: number): AppError {
  return new AppError(
    'INPUT_INVALID',
    `${path}:${line}: expected UTF-8 text, came other bytes: it is binary, or set \`encoding: windows-1252\` for this file in the mapping`,
    { path, line },
  );
}
