import type { RecordKind } from '../domain/record/record.ts';
import { deriveEvents, seenKeys } from '../providers/derive-events.ts';
import type { CheckedPage } from '../providers/host.ts';
import type { Deps } from './deps.ts';
import type { KeyFilter } from './key-filter.ts';
import { linkPage } from './link-page.ts';

/** What came of a page of a source. */
export interface PageCounts {
  readonly records: number;
  /** New events: what the platform did not know yet. */
  readonly events: number;
  /** Rows that could not be read, or stood twice: kept with payload and reason. */
  readonly parked: number;
  /** Events later than an as-of book's date: not taken in. */
  readonly withheld: number;
}

/** A page with where it came from and the read that it belongs to. */
export interface PageOfSource {
  readonly providerId: string;
  readonly kind: RecordKind;
  readonly page: Pick<CheckedPage, 'records' | 'deletes' | 'unreadable'>;
  readonly readId: string;
  /** What a first read has saved so far, rows of no other page being known; null: ask the database for every row. */
  readonly saved?: KeyFilter | null;
}

/** Turns a page into events and saves them with all that hangs on them. Must run inside a transaction. Idempotent by content. */
export async function savePage(deps: Deps, given: PageOfSource): Promise<PageCounts> {
  const { links, store } = deps;
  if (!links?.takesPart(given.providerId)) return saveLinked(deps, given);
  const counts = { records: given.page.records.length, events: 0, parked: 0, withheld: 0 };
  const unreadable = given.page.unreadable;
  for (const { page, ...linked } of await linkPage(store.links, links, given)) {
    const isGiven = linked.readId === given.readId;
    const came = await saveLinked(deps, { ...linked, page: { ...page, unreadable: isGiven ? unreadable : [] } });
    for (const name of ['events', 'parked', 'withheld'] as const) counts[name] += came[name];
  }
  return counts;
}

/** Saves a page whose ids are those of the book. */
async function saveLinked(
  { store, now, until }: Deps,
  { providerId, kind, page, readId, saved = null, rank = null }: PageOfSource & { readonly rank?: number | null },
): Promise<PageCounts> {
  const records = page.records.map(({ record }) => record);
  const keys = seenKeys(kind, records, page.deletes);
  const seen = await store.sources.seen(providerId, kind, saved ? keys.filter(saved.mayHave) : keys);
  const derived = deriveEvents({ ...page, providerId, kind, seen, readId, now: now(), until: until(), rank });
  const parked = [...page.unreadable, ...derived.rejected].map((row) => ({ providerId, kind, ...row }));

  if (saved) for (const key of derived.seen.keys()) saved.add(key);
  // Asked for together: the next statement is put into words while the database works on the one before.
  const [events] = await Promise.all([
    store.inbox.add(derived.events),
    store.sources.saveSeen(providerId, kind, derived.seen),
  ]);
  if (parked.length > 0) await store.parked.add(parked, now());
  return { records: records.length, events, parked: parked.length, withheld: derived.withheld };
}
