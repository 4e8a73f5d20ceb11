import { makeApiKey } from '../../src/access/api-key.ts';
import type { KeyBook } from '../../src/access/create-access.ts';
import { createKeyHash } from '../../src/access/key-hash.ts';
import { isInForce, type ApiKey } from '../../src/domain/api-key.ts';
import type { Instant } from '../../src/domain/time.ts';

export const HASH = createKeyHash([Buffer.alloc(32, 3)]);

export interface MemoryKeys extends KeyBook {
  readonly any: () => Promise<boolean>;
  /** Adds a key and returns its text. */
  readonly add: (key?: Partial<ApiKey>) => { readonly id: string; readonly text: string };
  readonly change: (id: string, change: Partial<ApiKey>) => void;
  /** Tells of a change, as the database does. */
  readonly ring: () => void;
  /** How often it was asked for keys. */
  readonly reads: () => number;
  readonly used: ReadonlyMap<string, Instant>;
  /** Whether the database is away. */
  isAway: boolean;
}

/** Keys as the store keeps them. */
export function memoryKeys(): MemoryKeys {
  const keys = new Map<string, ApiKey>();
  const used = new Map<string, Instant>();
  let callback = (): void => undefined;
  let reads = 0;
  const memory: MemoryKeys = {
    isAway: false,
    used,
    async byIds(ids) {
      reads += 1;
      if (memory.isAway) throw new Error('the database is away');
      return new Map(ids.flatMap((id) => [...keys].filter(([known]) => known === id)));
    },
    any: async () => keys.size > 0,
    origins: async (now) =>
      [...keys.values()].filter((key) => isInForce(key, now)).flatMap((key) => key.allowedOrigins ?? []),
    async touch(usedAt) {
      for (const [id, at] of usedAt) {
        used.set(id, at);
        memory.change(id, { lastUsedAt: at });
      }
    },
    async onChange(tell) {
      callback = tell;
      return async () => undefined;
    },
    add(given = {}) {
      const { id, text } = makeApiKey();
      keys.set(id, { ...KEY, ...given, id, hash: HASH.of(text) });
      return { id, text };
    },
    change(id, change) {
      const key = keys.get(id);
      if (key) keys.set(id, { ...key, ...change });
    },
    ring: () => callback(),
    reads: () => reads,
  };
  return memory;
}

const KEY: ApiKey = {
  id: '',
  hash: '',
  label: 'portal of Acme',
  grants: ['orders:read'],
  rows: { kind: 'partner', partner: 'acme', customerIds: ['C1'], siteIds: null, channels: null },
  allowedOrigins: null,
  allowedAddresses: null,
  createdAt: '2026-01-01T00:00:00.000Z',
  createdBy: 'system',
  expiresAt: null,
  revokedAt: null,
  lastUsedAt: null,
  successorId: null,
};
