import { createHash } from 'node:crypto';
import { type ApiKey } from '../domain/api-key.ts';
import { parseApiKey } from './api-key.ts';
import type { KeyHash } from './key-hash.ts';

/** Where keys are kept. */
export interface KeyRecords {
  readonly byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, ApiKey>>;
}

export interface KnownKeysOptions {
  readonly records: KeyRecords;
  readonly hash: KeyHash;
  /** Milliseconds that a key counts as it was when last read. */
  readonly maxAgeMs: number;
  /** Milliseconds of a clock that only goes forward. */
  readonly stopwatch: () => number;
}

/** Keys that were presented lately, so that one presented again costs a hash and no question to the database. */
export interface KnownKeys {
  /** The key with this very text, in force or not; null when there is none. */
  readonly verify: (text: string) => Promise<ApiKey | null>;
  /** Reads again what was presented lately and what else is asked for. One statement, or none when there is nothing. */
  readonly refresh: (others: Iterable<string>) => Promise<ReadonlyMap<string, ApiKey>>;
}

/** Keys remembered; past it, those read longest ago are forgotten first. */
const MOST = 10_000;
/** Milliseconds after which a key that nobody presents is no longer read again. */
const LATELY_MS = 60_000;

interface Known {
  key: ApiKey;
  readAt: number;
  presentedAt: number;
}

export function createKnownKeys({ records, hash, maxAgeMs, stopwatch }: KnownKeysOptions): KnownKeys {
  // By the digest of the text: what is remembered opens nothing, and looking it up tells nothing of the secret.
  const known = new Map<string, Known>();

  async function verify(text: string): Promise<ApiKey | null> {
    const digest = createHash('sha256').update(text).digest('base64');
    const before = known.get(digest);
    const now = stopwatch();
    if (before && now - before.readAt < maxAgeMs) {
      before.presentedAt = now;
      return before.key;
    }
    const id = parseApiKey(text)?.id;
    if (id === undefined) return null;
    const key = (await records.byIds([id])).get(id);
    // A key that does not exist is compared too, with a hash that nothing has: how long it takes says nothing.
    if (!hash.matches(text, key?.hash ?? null) || !key) return null;
    known.delete(digest);
    known.set(digest, { key, readAt: now, presentedAt: now });
    forget(now);
    return key;
  }

  function forget(now: number): void {
    for (const [digest, { presentedAt }] of known) {
      if (known.size <= MOST && now - presentedAt < LATELY_MS) return;
      known.delete(digest);
    }
  }

  async function refresh(others: Iterable<string>): Promise<ReadonlyMap<string, ApiKey>> {
    const now = stopwatch();
    const lately = [...known.values()].filter(({ presentedAt }) => now - presentedAt < LATELY_MS);
    const ids = new Set([...lately.map(({ key }) => key.id), ...others]);
    if (ids.size === 0) return new Map();
    const read = await records.byIds([...ids]);
    for (const one of lately) {
      const key = read.get(one.key.id);
      one.readAt = key ? now : Number.NEGATIVE_INFINITY;
      if (key) one.key = key;
    }
    return read;
  }

  return { verify, refresh };
}
