import { createReadStream } from 'node:fs';
import { open } from 'node:fs/promises';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError, messageOf } from '../../../src/providers/index.ts';

const CHUNK_BYTES = 256 * 1024;

/**
 * The bytes of a file, unpacked when it starts with the gzip magic, whatever its name. Throws `INPUT_INVALID` for a file that is
 * not there or whose packing is broken, which may be after some chunks, and `PROVIDER_UNAVAILABLE` when the disk fails.
 */
export async function* openBytes(path: string): AsyncGenerator<Buffer> {
  try {
    const packed = await isGzip(path);
    const file = createReadStream(path, { highWaterMark: CHUNK_BYTES });
    // The iteration below meets the error of either stream: pipeline hands it on.
    const bytes = packed ? pipeline(file, createGunzip({ chunkSize: CHUNK_BYTES }), () => undefined) : file;
    for await (const chunk of bytes as AsyncIterable<Buffer>) yield chunk;
  } catch (cause) {
    throw explained(path, cause);
  }
}

async function isGzip(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0);
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
  } finally {
    await file.close();
  }
}

function explained(path: string, cause: unknown): unknown {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  const invalid = (came: string) => new AppError('INPUT_INVALID', came, { path }, { cause });
  switch (code) {
    case 'ENOENT':
      return invalid(
        `expected a file at ${path}, came nothing: check the path (relative paths start at the configuration file)`,
      );
    case 'EISDIR':
      return invalid(`expected a file at ${path}, came a folder`);
    case 'EACCES':
    case 'EPERM':
      return invalid(`expected a file that can be read at ${path}, came one that is not permitted to us`);
    case 'Z_BUF_ERROR':
      return invalid(`${path}: expected a whole gzip file, came one that ends too early: copy it again`);
    case 'Z_DATA_ERROR':
      return invalid(`${path}: expected a gzip file, came damaged data (${messageOf(cause)}): copy it again`);
    case '':
      return cause;
    default:
      return new AppError('PROVIDER_UNAVAILABLE', `cannot read ${path}: ${messageOf(cause)}`, { path }, { cause });
  }
}
