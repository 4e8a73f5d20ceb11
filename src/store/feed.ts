import { randomBytes } from 'node:crypto';
import { keyOfEntry, type AppendedEntry, type FeedPage, type FeedPosition } from '../domain/feed.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { keepFeed } from './feed-keeping.ts';
import { ownersOf } from './feed-owners.ts';
import { readQueues } from './feed-queues.ts';
import { feedChannel, toStretch } from './feed-notices.ts';
import { END, entriesAfter, toPlaced, type EntryRow } from './feed-rows.ts';
import { listen, type Listening } from './listen.ts';
import { execute, oneRow, type Database } from './sql.ts';
import type { FeedStore } from './store.ts';
import { recordset } from './upsert.ts';

const { sql } = Prisma;
const COLUMNS = { topic: 'text', key: 'text', at: 'timestamptz', data: 'jsonb', touched: 'text[]' };

/**
 * The change feed. Ids commit out of order, so an entry's place is its transaction first; and a reader sees only what is
 * older than the oldest transaction still open, so that nothing can turn up behind it later. `onAppended` is called after each append,
 * and has listeners told once that is committed.
 */
export function createFeedStore(
  db: Database,
  listening: Omit<Listening, 'channel'>,
  onAppended: () => Promise<void> | void,
): FeedStore {
  return {
    append: async (entries) => {
      if (entries.length === 0) return;
      const topics = new Set(entries.map(({ topic }) => topic));
      await execute(
        db,
        sql`
          INSERT INTO feed_entry (topic, key, at, data, owners)
          SELECT topic, key, at, data, ${ownersOf(topics)} FROM ${recordset(COLUMNS, entries.map(toRow))} AS entry`,
      );
      await onAppended();
    },

    end: async () => {
      const { end } = await oneRow<{ end: string }>(db, sql`SELECT ${END}::text AS end`);
      return { transactionId: end, entryId: '0' };
    },

    after: (position, limit) => readPage(db, position, limit),

    open: async () => {
      const { cluster } = await oneRow<{ cluster: string }>(
        db,
        sql`
          SELECT system_identifier::text || '/' || timeline_id::text AS cluster
          FROM pg_control_system(), pg_control_checkpoint()`,
      );
      const claimed = await execute(
        db,
        sql`UPDATE feed_state SET cluster = ${cluster} WHERE cluster IN ('', ${cluster})`,
      );
      if (claimed === 0) await reset(db, cluster);
      return { anew: claimed === 0 };
    },

    queuesNow: (position) => readQueues(db, position),

    keep: (rule) => keepFeed(db, rule),

    onAppend: async (callback) =>
      listen({ ...listening, channel: await feedChannel(db) }, (payload) => callback(toStretch(payload))),
  };
}

/** One statement: what a cursor is checked against is as old as the entries. */
async function readPage(db: Database, position: FeedPosition, limit: number): Promise<FeedPage> {
  const { end, entries, ...state } = await oneRow<PageRow>(
    db,
    sql`
      SELECT epoch, expired_transaction_id::text AS "expiredTransactionId", expired_id::text AS "expiredId",
        compacted_transaction_id::text AS "compactedTransactionId", compacted_id::text AS "compactedId",
        ${END}::text AS end,
        ${entriesAfter(position, limit)} AS entries
      FROM feed_state`,
  );
  return {
    entries: entries.map(toPlaced),
    end: { transactionId: end, entryId: '0' },
    epoch: state.epoch,
    expired: { transactionId: state.expiredTransactionId, entryId: state.expiredId },
    compacted: { transactionId: state.compactedTransactionId, entryId: state.compactedId },
  };
}

interface PageRow {
  readonly epoch: string;
  readonly expiredTransactionId: string;
  readonly expiredId: string;
  readonly compactedTransactionId: string;
  readonly compactedId: string;
  readonly end: string;
  readonly entries: readonly EntryRow[];
}

/**
 * Begins the feed anew. Transactions of a restored database are numbered again from where its backup was taken: a cursor of the
 * lost time would pass over what is now written under the same numbers.
 */
async function reset(db: Database, cluster: string): Promise<void> {
  const epoch = randomBytes(6).toString('hex');
  await execute(
    db,
    sql`
      WITH gone AS (DELETE FROM feed_entry)
      UPDATE feed_state SET epoch = ${epoch}, cluster = ${cluster}, expired_transaction_id = '0', expired_id = 0,
        compacted_transaction_id = '0', compacted_id = 0`,
  );
}

function toRow(entry: AppendedEntry): Record<keyof typeof COLUMNS, unknown> {
  const { topic, at, data, touched = [] } = entry;
  return { topic, key: keyOfEntry(entry), at, data, touched };
}
