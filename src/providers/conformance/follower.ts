import { keyOf, type RecordKind } from '../../domain/record/record.ts';
import type { Cursor } from '../define-provider.ts';
import { deriveEvents, type Seen } from '../derive-events.ts';
import type { CheckedPage, HostedProvider } from '../host.ts';
import { judgeSweep } from '../judge-sweep.ts';
import type { Bench } from './bench.ts';
import type { RecordRef } from './source-under-test.ts';

/** Reads a source on and on, as the platform does, and knows what it has seen. */
export interface Follower {
  /** Reads every kind from where it left off. */
  readonly catchUp: () => Promise<Read>;
  /** Reads every kind again, from its start. */
  readonly fromStart: () => Promise<Read>;
  /** Whether a change of a record is news now: through the cursor, or else through the sweep that its kind declares. */
  readonly learns: (ref: RecordRef) => Promise<boolean>;
  /** Whether a record is known to be gone now. */
  readonly learnsGone: (ref: RecordRef) => Promise<boolean>;
}

/** What a read brought. */
export interface Read {
  readonly events: number;
  /** Records that were stated again within the read. */
  readonly rejected: readonly unknown[];
}

interface KindRead extends Read {
  /** Keys of records of which something was new. */
  readonly news: ReadonlySet<string>;
  readonly gone: ReadonlySet<string>;
  readonly listed: ReadonlySet<string>;
}

const NOW = '2030-01-01T00:00:00.000Z';

export function createFollower({ kinds, readAll }: Bench, provider: HostedProvider): Follower {
  const seen = new Map<RecordKind, Map<string, Seen>>();
  const known = new Map<RecordKind, Set<string>>();
  const cursors = new Map<RecordKind, Cursor>();
  let reads = 0;

  /** Takes in pages one record at a time, so that it shows which of them was news. */
  function take(kind: RecordKind, pages: readonly CheckedPage[]): KindRead {
    reads += 1;
    const rows = seen.get(kind) ?? new Map<string, Seen>();
    const keys = known.get(kind) ?? new Set<string>();
    seen.set(kind, rows);
    known.set(kind, keys);
    const result = { events: 0, rejected: [] as unknown[], news: new Set<string>(), gone: new Set<string>() };
    const listed = new Set<string>();
    const common = { providerId: provider.id, kind, readId: `read-${reads}`, now: NOW, until: null };

    function derive(given: Pick<CheckedPage, 'records' | 'deletes'>): number {
      const derived = deriveEvents({ ...common, ...given, seen: rows });
      for (const [key, row] of derived.seen) rows.set(key, row);
      result.events += derived.events.length;
      result.rejected.push(...derived.rejected);
      return derived.events.length;
    }

    for (const { records, deletes } of pages) {
      for (const given of records) {
        const key = keyOf(given.record);
        keys.add(key);
        listed.add(key);
        if (derive({ records: [given], deletes: [] }) > 0) result.news.add(key);
      }
      for (const key of deletes) {
        keys.delete(key);
        result.gone.add(key);
        derive({ records: [], deletes: [key] });
      }
    }
    return { ...result, listed };
  }

  async function readOn(kind: RecordKind): Promise<KindRead> {
    const from = provider.stepBack(kind, cursors.get(kind) ?? null);
    const pages = await readAll(provider, kind, from);
    const last = pages.at(-1);
    if (last) cursors.set(kind, last.cursor);
    return take(kind, pages);
  }

  function sweepOf(kind: RecordKind): 'keys' | 'records' | null {
    return provider.offers.find((offer) => offer.kind === kind)?.sweep ?? null;
  }

  async function listedKeys(kind: RecordKind): Promise<ReadonlySet<string> | null> {
    const sweep = sweepOf(kind);
    if (sweep === 'records') return take(kind, await readAll(provider, kind)).listed;
    if (sweep === null || !provider.listKeys) return null;
    const listed = new Set<string>();
    for await (const keys of provider.listKeys(kind, new AbortController().signal))
      for (const key of keys) listed.add(key);
    return listed;
  }

  return {
    catchUp: async () => together(kinds, readOn),
    fromStart: async () => together(kinds, async (kind) => take(kind, await readAll(provider, kind))),
    learns: async ({ kind, key }) => {
      if ((await readOn(kind)).news.has(key)) return true;
      return sweepOf(kind) === 'records' && take(kind, await readAll(provider, kind)).news.has(key);
    },
    learnsGone: async ({ kind, key }) => {
      if ((await readOn(kind)).gone.has(key)) return true;
      const before = [...(known.get(kind) ?? [])];
      const listed = await listedKeys(kind);
      if (!listed) return false;
      const verdict = judgeSweep({ known: before, listed, maxGoneRatio: 1 });
      return verdict.status === 'ready' && verdict.gone.includes(key);
    },
  };
}

async function together(kinds: readonly RecordKind[], read: (kind: RecordKind) => Promise<KindRead>): Promise<Read> {
  const all: KindRead[] = [];
  for (const kind of kinds) all.push(await read(kind));
  return {
    events: all.reduce((sum, { events }) => sum + events, 0),
    rejected: all.flatMap(({ rejected }) => rejected),
  };
}
