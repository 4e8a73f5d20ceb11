import type { BoardPlace, FeedPosition, PlacedEntry } from '../domain/feed.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { toPlaced, type EntryRow } from './feed-rows.ts';
import { oneRow, type Database } from './sql.ts';

/** The queues as they stand, and what the feed tells after a position that is already in them. */
export interface QueuesNow {
  readonly places: readonly BoardPlace[];
  /** In order, also of transactions that other readers do not see yet. */
  readonly ahead: readonly PlacedEntry[];
}

/** One statement: it sees of each transaction either both its places and its entries, or neither. */
export async function readQueues(db: Database, { transactionId, entryId }: FeedPosition): Promise<QueuesNow> {
  const { places, ahead } = await oneRow<{ places: readonly BoardPlace[]; ahead: readonly EntryRow[] }>(
    db,
    Prisma.sql`
      SELECT
        (SELECT coalesce(json_agg(waiting), '[]') FROM (
          SELECT q.line_id AS "lineId", q.kind, q.site_id AS "siteId", q.place, q.score, o.customer_id AS "customerId",
            o.state #>> '{header,value,channel}' AS channel
          FROM queue_entry AS q
          LEFT JOIN order_line AS l ON l.id = q.line_id LEFT JOIN customer_order AS o ON o.id = l.order_id
        ) AS waiting) AS places,
        (SELECT coalesce(json_agg(found), '[]') FROM (
          SELECT transaction_id::text AS "transactionId", id::text AS "entryId", topic, at, data, owners FROM feed_entry
          WHERE (transaction_id, id) > (${transactionId}::text::xid8, ${entryId}::text::bigint) AND topic = 'queue'
          ORDER BY transaction_id, id
        ) AS found) AS ahead`,
  );
  return { places, ahead: ahead.map(toPlaced) };
}
