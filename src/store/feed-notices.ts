import { FEED_START, type FeedPosition, type FeedStretch } from '../domain/feed.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { Log } from '../log.ts';
import { END, entriesAfter, toPlaced, type EntryRow } from './feed-rows.ts';
import { sentInTurn, type Notices } from './notices.ts';
import { oneRow, type Database } from './sql.ts';

/** Entries that one notice carries. */
const MOST_ENTRIES = 32;

/** Bytes: PostgreSQL refuses 8,000. */
const LONGEST = 7_999;

/** Milliseconds until what an open transaction holds back is looked at again: the first wait, doubled up to the longest for as long as that transaction is open. */
const LOOK_AGAIN_MS = { first: 5, longest: 500 };

/**
 * Notices of the feed. Each carries what is settled since the one before it, read in one statement as whoever listens would read it,
 * so that no process has to ask for it. When that is much, it carries nothing, and who listens reads. An open transaction that does not
 * append holds entries back and tells nobody of its end: then a notice follows once it has ended.
 */
export function createFeedNotices(db: Database, log: Log): Notices {
  let told: FeedPosition = FEED_START;
  let waitMs = LOOK_AGAIN_MS.first;
  let again: NodeJS.Timeout | undefined;
  const notices = sentInTurn('feed', log, async () => {
    clearTimeout(again);
    const { end, isHeldBack } = await sendSince(db, told);
    const isStuck = end === told.transactionId;
    told = { transactionId: end, entryId: '0' };
    waitMs = isStuck ? Math.min(2 * waitMs, LOOK_AGAIN_MS.longest) : LOOK_AGAIN_MS.first;
    if (isHeldBack) again = setTimeout(() => void notices.send(), waitMs).unref();
  });
  return notices;
}

interface Sent {
  /** Where the feed then ended. */
  readonly end: string;
  /** Whether something is committed behind that. */
  readonly isHeldBack: boolean;
}

async function sendSince(db: Database, from: FeedPosition): Promise<Sent> {
  return oneRow<Sent>(
    db,
    Prisma.sql`
      WITH settled AS MATERIALIZED (
        SELECT channel, epoch, ${END}::text AS "end", ${entriesAfter(from, MOST_ENTRIES + 1)} AS entries FROM feed_state
      ), worded AS MATERIALIZED (
        SELECT channel, "end", CASE WHEN json_array_length(entries) <= ${MOST_ENTRIES}::int THEN json_build_object(
          'from', ${from.transactionId}::text, 'end', "end", 'epoch', epoch, 'entries', entries)::text END AS payload
        FROM settled
      )
      SELECT "end", coalesce((SELECT transaction_id FROM feed_entry ORDER BY transaction_id DESC, id DESC LIMIT 1) >= ${END}, false) AS "isHeldBack",
        pg_notify(channel, CASE WHEN octet_length(payload) <= ${LONGEST}::int THEN payload ELSE '' END)::text AS sent
      FROM worded`,
  );
}

/** What a notice carries; undefined when that is nothing. */
export function toStretch(payload: string): FeedStretch | undefined {
  if (payload === '') return undefined;
  // The channel is known to those alone who may write the feed.
  const { from, end, epoch, entries } = JSON.parse(payload) as Payload;
  return {
    from: { transactionId: from, entryId: '0' },
    upTo: { transactionId: end, entryId: '0' },
    epoch,
    entries: entries.map(toPlaced),
  };
}

interface Payload {
  readonly from: string;
  readonly end: string;
  readonly epoch: string;
  readonly entries: readonly EntryRow[];
}

/** Where notices of the feed are sent. */
export async function feedChannel(db: Database): Promise<string> {
  const { channel } = await oneRow<{ channel: string }>(db, Prisma.sql`SELECT channel FROM feed_state`);
  return channel;
}
