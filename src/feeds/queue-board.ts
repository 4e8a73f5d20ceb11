import type { PlacedEntry, QueueChange } from '../domain/feed.ts';
import { QUEUE_KINDS, type QueuePlace, type QueueKind } from '../domain/queue.ts';
import { placeAfter, placeBefore, step, type Step } from './queue-window.ts';
import { createRankedList, type RankedList } from './ranked-list.ts';

/** One queue, at all sites when `siteId` is null. */
export interface QueueFilter {
  readonly kind: QueueKind;
  readonly siteId: string | null;
}

/** The queues as they stand at one place in the feed, and what each change does to them. */
export interface QueueBoard {
  readonly list: (filter: QueueFilter) => RankedList;
  /** Takes the next change of the feed. Tells what it did to each list that it concerns. */
  readonly take: (change: QueueChange) => readonly (QueueFilter & { readonly step: Step })[];
}

/**
 * Builds the board from the queues as they stood when the last of these entries was in them, and takes back the entries, which
 * come after the place at which the board is to stand.
 */
export function createQueueBoard(entries: readonly QueuePlace[], ahead: readonly PlacedEntry[]): QueueBoard {
  const lines = new Map(QUEUE_KINDS.map((kind) => [kind, new Map<string, QueuePlace>()]));
  for (const entry of entries) lines.get(entry.kind)?.set(entry.lineId, entry);
  for (const { entry } of ahead.toReversed()) {
    if (entry.topic !== 'queue') continue;
    const before = placeBefore(entry.data);
    if (before) lines.get(before.kind)?.set(before.lineId, before);
    else lines.get(entry.data.kind)?.delete(entry.data.lineId);
  }
  const lists = new Map<string, RankedList>();

  function list(filter: QueueFilter): RankedList {
    const { kind, siteId } = filter;
    const known = lists.get(keyOf(filter));
    if (known) return known;
    const all = [...(lines.get(kind)?.values() ?? [])];
    const made = createRankedList(siteId === null ? all : all.filter((entry) => entry.siteId === siteId));
    lists.set(keyOf(filter), made);
    return made;
  }

  function take(change: QueueChange): ReturnType<QueueBoard['take']> {
    const { kind, lineId } = change;
    const known = lines.get(kind);
    const [before, after] = [known?.get(lineId) ?? null, placeAfter(change)];
    if (change.change === 'left' && before && before.siteId !== change.siteId) return [];
    if (after) known?.set(lineId, after);
    else known?.delete(lineId);
    const sites = new Set([null, before?.siteId ?? null, after?.siteId ?? null]);
    return [...sites].flatMap((siteId) => {
      const one = lists.get(keyOf({ kind, siteId })); // a list that nobody asked for is made when it is
      const done = one && step(one, change, at(siteId, before), at(siteId, after));
      return done && (done.rank !== null || done.previousRank !== null) ? [{ kind, siteId, step: done }] : [];
    });
  }

  return { list, take };
}

function at(siteId: string | null, entry: QueuePlace | null): QueuePlace | null {
  return siteId === null || entry?.siteId === siteId ? entry : null;
}

function keyOf({ kind, siteId }: QueueFilter): string {
  return JSON.stringify([kind, siteId]);
}
