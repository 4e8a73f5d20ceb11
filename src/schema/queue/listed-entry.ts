import type { Slice } from '../../domain/list.ts';
import type { QueueEntry, QueueKind } from '../../domain/queue.ts';

/** An entry that remembers which list it was asked for in: its rank counts there. */
export interface ListedEntry extends QueueEntry {
  /** Null in a queue over all sites. */
  readonly listedSiteId: string | null;
}

/** Names a queue in its cursors: a cursor of one site's queue is no cursor of another's. */
export function queueListName(kind: QueueKind, siteId: string | null): string {
  return siteId === null ? `${kind} queue` : `${kind} queue of site ${siteId}`;
}

/** Entries of a queue that was asked for at one site, or at all when null. */
export function withinSite(siteId: string | null, { items, hasNext }: Slice<QueueEntry>): Slice<ListedEntry> {
  return {
    hasNext,
    items: items.map(({ value, position }) => ({ value: { ...value, listedSiteId: siteId }, position })),
  };
}
