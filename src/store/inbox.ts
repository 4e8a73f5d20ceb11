import pg from 'pg';
import { stampOf, type DomainEvent, type Stamp } from '../domain/event/event.ts';
import { addMs, type Instant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { listen, type Listening } from './listen.ts';
import type { NearbyNotices } from './nearby-notices.ts';
import { text, texts } from './parameters.ts';
import { execute, oneRow, rows, type Database } from './sql.ts';
import type { InboxStore } from './store.ts';
import { recordset } from './upsert.ts';

const { sql } = Prisma;
const REPLAY_CHUNK = 2000;
const LAST_APPLIED = 'last-applied';
const GIVEN = { source: 'text', id: 'text', stamp: 'text', event: 'json' };

/**
 * Every event ever accepted, and the stamps of those that wait: stamps name events, and their order is `compareEvents`'. `onAdded` is called
 * after events were added, and has who listens told once that is committed.
 */
export function createInboxStore(
  db: Database,
  listening: Listening,
  { onNotice }: Pick<NearbyNotices, 'onNotice'>,
  onAdded: () => Promise<void> | void,
): InboxStore {
  /** Saves the events that a query selects, as waiting; returns how many were new. */
  async function addEvents(selected: Prisma.Sql): Promise<number> {
    const count = await execute(
      db,
      sql`
        WITH added AS (
          INSERT INTO inbox_event (source, id, stamp, event) ${selected} ON CONFLICT DO NOTHING RETURNING stamp
        )
        INSERT INTO inbox_pending (stamp) SELECT stamp FROM added`,
    );
    if (count > 0) await onAdded();
    return count;
  }

  return {
    add: async (events) => {
      if (events.length === 0) return 0;
      const given = recordset(
        GIVEN,
        events.map((event) => ({ source: event.source, id: event.id, stamp: stampOf(event), event })),
      );
      return addEvents(sql`SELECT source, id, stamp, event FROM ${given} AS given`);
    },

    pending: async (limit, after = '') => {
      const waiting = await rows<EventRow>(
        db,
        sql`
          SELECT event FROM (${oldest(limit, after)}) AS next JOIN inbox_event USING (stamp) ORDER BY stamp`,
      );
      return waiting.map(({ event }) => event);
    },

    pendingStamps: async (limit) => {
      const waiting = await rows<{ stamp: Stamp }>(db, oldest(limit, ''));
      return waiting.map(({ stamp }) => stamp);
    },

    pendingCount: () => count(db, sql`SELECT count(*)::int AS count FROM inbox_pending`),

    markApplied: async (events) => {
      const last = events.at(-1);
      if (!last) return;
      await execute(
        db,
        sql`
          WITH applied AS (DELETE FROM inbox_pending WHERE stamp = ANY(${texts(events.map(stampOf))}))
          INSERT INTO mark (name, value) VALUES (${LAST_APPLIED}, ${text(stampOf(last))})
          ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
      );
    },

    lastApplied: async () => {
      const [mark] = await rows<{ value: Stamp }>(db, sql`SELECT value FROM mark WHERE name = ${LAST_APPLIED}`);
      return mark?.value ?? null;
    },

    park: async (event, reason) => {
      await execute(
        db,
        sql`
          WITH parked AS (DELETE FROM inbox_pending WHERE stamp = ${text(stampOf(event))} RETURNING stamp)
          INSERT INTO inbox_parked (stamp, reason) SELECT stamp, ${text(reason)} FROM parked`,
      );
    },

    replay: (until) => replay(db, until),

    count: () => count(db, sql`SELECT count(*)::int AS count FROM inbox_event`),

    copyFrom: (book, until) => {
      const theirs = Prisma.raw(`${pg.escapeIdentifier(book)}.inbox_event`);
      return addEvents(sql`SELECT source, id, stamp, event FROM ${theirs} WHERE stamp < ${endOf(until)}`);
    },

    onAdd: async (callback) => {
      const stopHere = onNotice(callback);
      const stopAfar = await listen(listening, callback);
      return () => {
        stopHere();
        return stopAfar();
      };
    },
  };
}

function oldest(limit: number, after: Stamp): Prisma.Sql {
  return sql`SELECT stamp FROM inbox_pending WHERE stamp > ${text(after)} ORDER BY stamp LIMIT ${limit}`;
}

interface EventRow {
  readonly event: DomainEvent;
}

async function* replay(db: Database, until: Instant | null): AsyncIterable<readonly DomainEvent[]> {
  let last = '';
  for (;;) {
    const found = await rows<EventRow & { stamp: string }>(
      db,
      sql`
        SELECT stamp, event FROM inbox_event WHERE stamp > ${last} AND stamp < ${until === null ? '~' : endOf(until)}
        ORDER BY stamp LIMIT ${REPLAY_CHUNK}`,
    );
    const newest = found.at(-1);
    if (!newest) return;
    yield found.map(({ event }) => event);
    last = newest.stamp;
  }
}

/** Greater than every stamp up to and including an instant: a stamp starts with its time. */
function endOf(until: Instant): string {
  return addMs(until, 1);
}

async function count(db: Database, statement: Prisma.Sql): Promise<number> {
  return (await oneRow<{ count: number }>(db, statement)).count;
}
