import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { AppError } from '../errors.ts';
import { createKeyHash, PEPPER_BYTES, type KeyHash } from './key-hash.ts';

export interface PepperOptions {
  /** As configured: base64, the one for new keys first and older ones behind it, with commas between. */
  readonly configured: string | undefined;
  /** Where a pepper is kept when none is configured. */
  readonly dataDir: string;
  readonly production: boolean;
}

/**
 * The hash of keys under the configured pepper. Without one, outside of production, under one that is made when first needed and kept in
 * the data folder for this user alone; in production making a key throws `CONFIG_INVALID`, and no key is good.
 */
export function keyHashOf({ configured, dataDir, production }: PepperOptions): KeyHash {
  if (configured !== undefined) return createKeyHash(parsePeppers(configured));
  if (production) return { of: refuse, matches: () => false };
  let hash: KeyHash | null = null;
  const made = (): KeyHash => (hash ??= createKeyHash([keptPepper(dataDir)]));
  return { of: (text) => made().of(text), matches: (text, expected) => made().matches(text, expected) };
}

/** Throws `CONFIG_INVALID` for what is not base64 of at least 32 bytes. */
export function parsePeppers(text: string): [Buffer, ...Buffer[]] {
  const [first, ...older] = text.split(',').map((one) => parsePepper(one.trim()));
  if (first) return [first, ...older];
  throw new AppError('INVARIANT', 'expected a text to have a first part');
}

function parsePepper(text: string): Buffer {
  const bytes = Buffer.from(text, 'base64');
  if (/^[A-Za-z0-9+/_-]+={0,2}$/.test(text) && bytes.length >= PEPPER_BYTES) return bytes;
  throw new AppError('CONFIG_INVALID', `PROMISEGRAPH_KEY_PEPPER: ${PEPPER_HELP}`, {
    variable: 'PROMISEGRAPH_KEY_PEPPER',
  });
}

export const PEPPER_HELP = `expected base64 of at least ${PEPPER_BYTES} bytes, such as \`openssl rand -base64 32\` prints`;

function keptPepper(dataDir: string): Buffer {
  const file = join(dataDir, 'key-pepper');
  mkdirSync(dataDir, { recursive: true });
  try {
    writeFileSync(file, randomBytes(PEPPER_BYTES).toString('base64'), { flag: 'wx', mode: 0o600 });
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
  }
  return parsePepper(readFileSync(file, 'utf8').trim());
}

function refuse(): never {
  throw new AppError(
    'CONFIG_INVALID',
    `PROMISEGRAPH_KEY_PEPPER: ${PEPPER_HELP}, to make keys in production, came nothing`,
    { variable: 'PROMISEGRAPH_KEY_PEPPER' },
  );
}
