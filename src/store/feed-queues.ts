import type { FeedPosition, PlacedEntry } from '../domain/feed.ts';
import type { QueuePlace } from '../domain/queue.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPlaced, type EntryRow } from './feed-rows.ts';
import { oneRow, type Database } from './sql.ts';

/** The queues as they stand, and what the feed tells after a position that is already in them. */
export interface QueuesNow {
  readonly places: readonly QueuePlace[];
  /** In order, also of transactions that other readers do not see yet. */
  readonly ahead: readonly PlacedEntry[];
}

/** One statement: it sees of each transaction either both its places and its entries, or neither. */
export async function readQueues(db: Database, { transactionId, entryId }: FeedPosition): Promise<QueuesNow> {
  const { places, ahead } = await oneRow<{ places: readonly QueuePlace[]; ahead: readonly EntryRow[] }>(
    db,
    Prisma.sql`
      SELECT
        (SELECT coalesce(json_agg(waiting), '[]') FROM (
          SELECT line_id AS "lineId", kind, site_id AS "siteId", place, score FROM queue_entry
        ) AS waiting) AS places,
        (SELECT coalesce(json_agg(found), '[]') FROM (
          SELECT transaction_id::text AS "transactionId", id::text AS "entryId", topic, at, data FROM feed_entry
          WHERE (transaction_id, id) > (${transactionId}::text::xid8, ${entryId}::text::bigint) AND topic = 'queue'
          ORDER BY transaction_id, id
        ) AS found) AS ahead`,
  );
  return { places, ahead: ahead.map(toPlaced) };
}
