import { defineProvider, type Clock, type KindTraits, type ReadPage } from '../../src/providers/index.ts';
import { memoryActions } from './actions.ts';
import { MemoryConfig } from './config.ts';
import type { MemorySource } from './source.ts';
import { memoryWebhook } from './webhook.ts';

/** A source in this process, with what was asked of it so far. */
export interface MemoryClient {
  readonly source: MemorySource;
  readonly pageSize: number;
  readonly webhookSecret: string | null;
  readonly now: Clock;
  /** What was done, by idempotency key. */
  readonly done: Map<string, { readonly sourceReference: string; readonly deed: string }>;
}

/** Its version counts changes, so that no two are told apart wrongly and none comes late. */
const TRAITS: KindTraits = { key: 'key', cursor: 'version', deletes: true, sweep: 'keys' };

/** The reference provider: a source in this very process. What a test gives it, it reads; nothing outlives the process. */
export const memory = defineProvider({
  type: 'memory',
  config: MemoryConfig,
  reads: ({ kinds }) => kinds,
  traits: ({ kinds }) => Object.fromEntries(kinds.map((kind) => [kind, TRAITS])),

  connect: ({ source, pageSize, webhookSecret }, { now }): MemoryClient => ({
    source,
    pageSize,
    webhookSecret,
    now,
    done: new Map(),
  }),

  async check({ source }, { signal }) {
    await source.arrive('check', signal);
    return { detail: 'a source in this process' };
  },

  async *read({ source, pageSize }, kind, cursor, { signal }) {
    let version = typeof cursor === 'number' ? cursor : 0;
    const inAll = source.changesAfter(kind, version).length;
    for (let behind = 0; ;) {
      await source.arrive('read', signal);
      const changes = source.changesAfter(kind, version).slice(0, pageSize);
      const last = changes.at(-1);
      if (!last) return;
      behind += changes.length;
      version = last.version;
      yield toPage(changes, version, Math.min(1, behind / Math.max(inAll, behind)));
    }
  },

  async *listKeys({ source, pageSize }, kind, { signal }) {
    await source.arrive('listKeys', signal);
    const keys = source.keysOf(kind);
    for (let at = 0; at < keys.length; at += pageSize) yield keys.slice(at, at + pageSize);
  },

  async lookup({ source }, kind, keys, { signal }) {
    await source.arrive('lookup', signal);
    return keys.map((key) => source.get(kind, key));
  },

  webhook: memoryWebhook,
  actions: memoryActions,
});

function toPage(changes: ReturnType<MemorySource['changesAfter']>, cursor: number, progressRatio: number): ReadPage {
  return {
    records: changes
      .filter(({ value }) => value !== null)
      .map(({ key, value }) => ({ record: value, location: `memory:${key}` })),
    deletes: changes.filter(({ value }) => value === null).map(({ key }) => key),
    cursor,
    progressRatio,
  };
}
