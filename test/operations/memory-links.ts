import type { LinkedRecord } from '../../src/domain/link/linked-record.ts';
import type { LinkStore } from '../../src/store/links.ts';

/** What the store keeps of links, in this process. */
export function createMemoryLinks(): LinkStore {
  const kept = new Map<string, LinkedRecord>();
  const nameOf = (providerId: string, kind: string, key: string): string => JSON.stringify([providerId, kind, key]);
  const all = (): readonly LinkedRecord[] => [...kept.values()];
  const of = (providerId: string, kind: string): readonly LinkedRecord[] =>
    all().filter((row) => row.providerId === providerId && row.kind === kind);

  return {
    lock: async () => undefined,
    load: async (providerId, kind, keys) => of(providerId, kind).filter(({ key }) => keys.includes(key)),
    save: async (rows) => {
      for (const row of rows) kept.set(nameOf(row.providerId, row.kind, row.key), row);
    },
    remove: async (providerId, kind, keys) => {
      for (const key of keys) kept.delete(nameOf(providerId, kind, key));
    },
    bearing: async (tokens) => all().filter(({ bears }) => bears.some((token) => tokens.includes(token))),
    asking: async (tokens) => all().filter(({ asks }) => asks.some((token) => tokens.includes(token))),
    ownKeys: async (providerId, kind, toldAs) =>
      new Map(
        of(providerId, kind).flatMap((row) =>
          row.toldAs !== null && toldAs.includes(row.toldAs) ? [[row.toldAs, row.key]] : [],
        ),
      ),
    keys: async (providerId, kind) => of(providerId, kind).map(({ key }) => key),
    asked: async () => [],
    unasked: async () => ({ count: 0, keys: [] }),
  };
}
