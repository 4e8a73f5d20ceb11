import { comparePositions, FEED_START, laterOf, type FeedPosition } from '../domain/feed.ts';
import type { Instant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { execute, rows, type Database } from './sql.ts';

const { sql } = Prisma;

/** How much of the feed is kept. */
export interface FeedRule {
  /** Entries from before it are deleted. */
  readonly expireBefore: Instant;
  /** Of more than this many, the oldest are deleted. */
  readonly keepEntries: number;
  /** Of entries from before it, only the newest of each key stays. */
  readonly compactBefore: Instant;
}

/** How many entries went. */
export interface FeedKept {
  readonly expired: number;
  readonly compacted: number;
}

/**
 * Deletes what is too old or too much, and notes up to where: a reader whose cursor lies before that must learn of it. Run it
 * in one transaction, so that the note and the entries go together. Idempotent.
 */
export async function keepFeed(db: Database, rule: FeedRule): Promise<FeedKept> {
  const expireTo = laterOf(await lastBefore(db, rule.expireBefore), await lastBeyond(db, rule.keepEntries));
  const compactTo = await lastBefore(db, rule.compactBefore);
  return { expired: await expire(db, expireTo), compacted: await compact(db, compactTo) };
}

/** Entries of open transactions are never touched: nobody has seen them yet. */
const SETTLED = sql`transaction_id < pg_snapshot_xmin(pg_current_snapshot())`;

/** The last of those in front of the first that is not older. Old ones are found first: with none, one look is enough. */
async function lastBefore(db: Database, instant: Instant): Promise<FeedPosition> {
  const [first] = await rows<FeedPosition>(
    db,
    sql`SELECT ${POSITION} FROM feed_entry WHERE at >= ${instant}::text::timestamptz ORDER BY transaction_id, id LIMIT 1`,
  );
  const inFront = first ? sql`(transaction_id, id) < (${xid(first)}, ${id(first)})` : sql`true`;
  return only(
    await rows(db, sql`SELECT ${POSITION} FROM feed_entry WHERE ${inFront} AND ${SETTLED} ${NEWEST_FIRST} LIMIT 1`),
  );
}

async function lastBeyond(db: Database, kept: number): Promise<FeedPosition> {
  return only(
    await rows(db, sql`SELECT ${POSITION} FROM feed_entry WHERE ${SETTLED} ${NEWEST_FIRST} OFFSET ${kept} LIMIT 1`),
  );
}

const POSITION = sql`transaction_id::text AS "transactionId", id::text AS "entryId"`;
const NEWEST_FIRST = sql`ORDER BY transaction_id DESC, id DESC`;

function only([position]: readonly FeedPosition[]): FeedPosition {
  return position ?? FEED_START;
}

async function expire(db: Database, to: FeedPosition): Promise<number> {
  if (comparePositions(to, FEED_START) === 0) return 0;
  await execute(
    db,
    sql`
      UPDATE feed_state SET expired_transaction_id = ${xid(to)}, expired_id = ${id(to)}
      WHERE (expired_transaction_id, expired_id) < (${xid(to)}, ${id(to)})`,
  );
  return execute(db, sql`DELETE FROM feed_entry WHERE (transaction_id, id) <= (${xid(to)}, ${id(to)})`);
}

async function compact(db: Database, to: FeedPosition): Promise<number> {
  const deleted = await execute(
    db,
    sql`
      DELETE FROM feed_entry WHERE id IN (
        SELECT id FROM (
          SELECT id, row_number() OVER (PARTITION BY topic, key ORDER BY transaction_id DESC, id DESC) AS age
          FROM feed_entry WHERE (transaction_id, id) <= (${xid(to)}, ${id(to)})
        ) AS aged WHERE age > 1
      )`,
  );
  if (deleted > 0) {
    await execute(db, sql`UPDATE feed_state SET compacted_transaction_id = ${xid(to)}, compacted_id = ${id(to)}`);
  }
  return deleted;
}

function xid({ transactionId }: FeedPosition): Prisma.Sql {
  return sql`${transactionId}::text::xid8`;
}

function id({ entryId }: FeedPosition): Prisma.Sql {
  return sql`${entryId}::text::bigint`;
}
