import { createHash } from 'node:crypto';
import type { FeedEntry } from '../domain/feed.ts';
import { toInstant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { listen, type Listening } from './listen.ts';
import { oneRow, rows, type Database } from './sql.ts';
import type { FeedStore } from './store.ts';
import { recordset } from './upsert.ts';

const COLUMNS = { topic: 'text', at: 'timestamptz', data: 'jsonb' };

/**
 * The change feed. Ids commit out of order, so an entry's place is its transaction first; and a reader sees only what is
 * older than the oldest transaction still open, so that nothing can turn up behind it later.
 */
export function createFeedStore(
  db: Database,
  listening: Omit<Listening, 'channel'> & { readonly schema: string },
): FeedStore {
  const channel = feedChannel(listening.schema);
  return {
    append: async (entries) => {
      if (entries.length === 0) return;
      await oneRow(
        db,
        Prisma.sql`
          WITH added AS (
            INSERT INTO feed_entry (topic, at, data) SELECT topic, at, data FROM ${recordset(COLUMNS, entries.map(toRow))} AS entry RETURNING id
          )
          SELECT count(*)::int AS count, count(pg_notify(${channel}, ''))::int AS told FROM (SELECT count(*) FROM added) AS done`,
      );
    },

    end: async () => {
      const { oldest } = await oneRow<{ oldest: string }>(
        db,
        Prisma.sql`SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS oldest`,
      );
      return { transactionId: oldest, entryId: '0' };
    },

    after: async ({ transactionId, entryId }, limit) => {
      const found = await rows<FeedRow>(
        db,
        Prisma.sql`
          SELECT transaction_id::text AS "transactionId", id::text AS "entryId", topic, at, data FROM feed_entry
          WHERE (transaction_id, id) > (${transactionId}::text::xid8, ${entryId}::text::bigint)
            AND transaction_id < pg_snapshot_xmin(pg_current_snapshot())
          ORDER BY transaction_id, id LIMIT ${limit}`,
      );
      return found.map(({ at, topic, data, ...position }) => ({ position, entry: { topic, at: toInstant(at), data } }));
    },

    onAppend: (callback) => listen({ ...listening, channel }, callback),
  };
}

interface FeedRow {
  readonly transactionId: string;
  readonly entryId: string;
  readonly topic: FeedEntry['topic'];
  readonly at: Date;
  readonly data: FeedEntry['data'];
}

/** A channel belongs to the whole database, and its name has 63 bytes at most: a hash keeps two books apart. */
function feedChannel(schema: string): string {
  return `feed_${createHash('sha256').update(schema).digest('hex').slice(0, 32)}`;
}

function toRow({ topic, at, data }: FeedEntry): Record<keyof typeof COLUMNS, unknown> {
  return { topic, at, data };
}
