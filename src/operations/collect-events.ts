import { compareEvents, type DomainEvent } from '../domain/event/event.ts';
import type { Instant } from '../domain/time.ts';
import { deriveEvents, seenKeys } from '../providers/derive-events.ts';
import type { HostedProvider } from '../providers/host.ts';
import type { ReadOptions } from './read-provider.ts';

export interface CollectOptions extends ReadOptions {
  readonly now: Instant;
  /** Nothing later than this is taken in; null for everything. */
  readonly until: Instant | null;
}

/** What sources say, as events in the order in which they happened, without touching the database. */
export interface CollectedEvents {
  readonly events: readonly DomainEvent[];
  readonly records: number;
  readonly unreadable: number;
}

/** Reads sources from their start into memory: for training and evaluation on files. Throws what a source throws. */
export async function collectEvents(
  providers: readonly HostedProvider[],
  options: CollectOptions,
): Promise<CollectedEvents> {
  const events: DomainEvent[] = [];
  const counts = { records: 0, events: 0, parked: 0, withheld: 0 };
  for (const provider of providers) {
    for (const kind of provider.kinds) {
      let seen: ReturnType<typeof deriveEvents>['seen'] = new Map();
      for await (const page of provider.read(kind, null, options.signal)) {
        const records = page.records.map(({ record }) => record);
        const known = pick(seen, seenKeys(kind, records, page.deletes));
        const derived = deriveEvents({
          ...page,
          providerId: provider.id,
          kind,
          seen: known,
          readId: 'once',
          now: options.now,
          until: options.until,
        });
        seen = merge(seen, derived.seen);
        for (const event of derived.events) events.push(event);
        counts.records += records.length;
        counts.parked += page.unreadable.length + derived.rejected.length;
        options.onProgress?.(kind, page.progressRatio, counts);
      }
    }
  }
  return { events: events.sort(compareEvents), records: counts.records, unreadable: counts.parked };
}

function pick<V>(map: ReadonlyMap<string, V>, keys: readonly string[]): Map<string, V> {
  const picked = new Map<string, V>();
  for (const key of keys) {
    const value = map.get(key);
    if (value !== undefined) picked.set(key, value);
  }
  return picked;
}

/** Adds in place: the map is this read's own, and a copy per page would make reading quadratic. */
function merge<V>(into: ReadonlyMap<string, V>, added: ReadonlyMap<string, V>): ReadonlyMap<string, V> {
  const target = into as Map<string, V>;
  for (const [key, value] of added) target.set(key, value);
  return target;
}
