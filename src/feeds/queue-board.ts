import type { BoardPlace, FeedEntry, PlacedEntry } from '../domain/feed.ts';
import { QUEUE_KINDS, type QueueKind } from '../domain/queue.ts';
import { isWithin, rowScopeKey } from '../domain/row-scope.ts';
import type { RowScope } from '../domain/viewer.ts';
import { placeAfter, placeBefore, step, type Step } from './queue-window.ts';
import { createRankedList, type RankedList } from './ranked-list.ts';

/** One queue, at all sites when `siteId` is null, as someone sees it who may see these rows. */
export interface QueueFilter {
  readonly rows: RowScope;
  readonly kind: QueueKind;
  readonly siteId: string | null;
}

/** A change of a queue as the feed tells it. */
export type QueueEntryTold = Extract<FeedEntry, { topic: 'queue' }>;

/** What a change did to a list. */
export interface Taken {
  /** As `keyOfFilter` gives it. */
  readonly key: string;
  readonly step: Step;
}

/** The queues as they stand at one place in the feed, and what each change does to them. */
export interface QueueBoard {
  readonly list: (filter: QueueFilter) => RankedList;
  /** Takes the next change of the feed. Tells what it did to each list that it concerns. */
  readonly take: (entry: QueueEntryTold) => readonly Taken[];
  /** Forgets a list that nobody watches any more. */
  readonly forget: (filter: QueueFilter) => void;
}

/**
 * Builds the board from the queues as they stood when the last of these entries was in them, and takes back the entries, which
 * come after the place at which the board is to stand.
 */
export function createQueueBoard(entries: readonly BoardPlace[], ahead: readonly PlacedEntry[]): QueueBoard {
  const lines = new Map(QUEUE_KINDS.map((kind) => [kind, new Map<string, BoardPlace>()]));
  for (const entry of entries) lines.get(entry.kind)?.set(entry.lineId, entry);
  for (const { entry } of ahead.toReversed()) {
    if (entry.topic !== 'queue') continue;
    const before = placeBefore(entry);
    if (before) lines.get(before.kind)?.set(before.lineId, before);
    else lines.get(entry.data.kind)?.delete(entry.data.lineId);
  }
  const lists = new Map<string, { readonly filter: QueueFilter; readonly list: RankedList }>();

  function list(filter: QueueFilter): RankedList {
    const known = lists.get(keyOfFilter(filter));
    if (known) return known.list;
    const all = [...(lines.get(filter.kind)?.values() ?? [])];
    const made = createRankedList(all.filter((place) => isIn(filter, place)));
    lists.set(keyOfFilter(filter), { filter, list: made });
    return made;
  }

  function take(entry: QueueEntryTold): readonly Taken[] {
    const { change, kind, lineId, siteId } = entry.data;
    const known = lines.get(kind);
    const [before, after] = [known?.get(lineId) ?? null, placeAfter(entry)];
    if (change === 'left' && before && before.siteId !== siteId) return [];
    if (after) known?.set(lineId, after);
    else known?.delete(lineId);
    // A list that nobody asked for is made when it is.
    return [...lists].flatMap(([key, { filter, list: one }]) => {
      if (filter.kind !== kind) return [];
      const done = step(one, entry.data, within(filter, before), within(filter, after));
      return done && (done.rank !== null || done.previousRank !== null) ? [{ key, step: done }] : [];
    });
  }

  return { list, take, forget: (filter) => void lists.delete(keyOfFilter(filter)) };
}

/** Whether a line at this place is one that someone sees who watches this. */
export function isIn({ kind, siteId, rows }: QueueFilter, place: Omit<BoardPlace, 'place' | 'score'>): boolean {
  if (place.kind !== kind || (siteId !== null && place.siteId !== siteId)) return false;
  const { customerId = null, channel = null } = place;
  return isWithin(rows, { customerId, siteId: place.siteId, channel });
}

function within(filter: QueueFilter, place: BoardPlace | null): BoardPlace | null {
  return place && isIn(filter, place) ? place : null;
}

/** Equal for those who see the same. */
export function keyOfFilter({ kind, siteId, rows }: QueueFilter): string {
  return JSON.stringify([kind, siteId, rowScopeKey(rows)]);
}
