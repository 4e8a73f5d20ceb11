import type { FeedEntry, FeedPosition, PlacedEntry } from '../domain/feed.ts';
import { toInstant } from '../domain/time.ts';

/** An entry as `json_agg` gives it. */
export type EntryRow = FeedPosition & Pick<FeedEntry, 'topic' | 'data' | 'owners'> & { readonly at: string };

export function toPlaced({ at, topic, data, owners, transactionId, entryId }: EntryRow): PlacedEntry {
  // `append` wrote topic and data together, from one entry.
  return {
    position: { transactionId, entryId },
    entry: { topic, at: toInstant(new Date(at)), data, ...(owners && { owners }) } as FeedEntry,
  };
}
