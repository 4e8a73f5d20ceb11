import type { FeedEntry, FeedPosition, PlacedEntry } from '../domain/feed.ts';
import { toInstant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';

const { sql } = Prisma;

/** What no open transaction can still come before. */
export const END = sql`pg_snapshot_xmin(pg_current_snapshot())`;

/** Entries after a place that are settled, in commit order, as a list of JSON. One statement sees one end of the feed wherever it asks for it. */
export function entriesAfter({ transactionId, entryId }: FeedPosition, limit: number): Prisma.Sql {
  return sql`
    (SELECT coalesce(json_agg(found), '[]') FROM (
      SELECT transaction_id::text AS "transactionId", id::text AS "entryId", topic, at, data, owners FROM feed_entry
      WHERE (transaction_id, id) > (${transactionId}::text::xid8, ${entryId}::text::bigint) AND transaction_id < ${END}
      ORDER BY transaction_id, id LIMIT ${limit}
    ) AS found)`;
}

/** An entry as `json_agg` gives it. */
export type EntryRow = FeedPosition & Pick<FeedEntry, 'topic' | 'data' | 'owners'> & { readonly at: string };

export function toPlaced({ at, topic, data, owners, transactionId, entryId }: EntryRow): PlacedEntry {
  // `append` wrote topic and data together, from one entry.
  return {
    position: { transactionId, entryId },
    entry: { topic, at: toInstant(new Date(at)), data, ...(owners && { owners }) } as FeedEntry,
  };
}
