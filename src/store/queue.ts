import type { Priority } from '../domain/priority/cost-of-delay.ts';
import type { QueueEntry, QueueKind, QueuePlace, QueueQuery } from '../domain/queue.ts';
import type { RowScope } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { text, texts } from './parameters.ts';
import { lineIdWithin } from './row-predicates.ts';
import { placePosition, toSlice } from './slices.ts';
import { all, execute, oneRow, rows, type Database } from './sql.ts';
import type { QueueStore } from './store.ts';
import { upsert } from './upsert.ts';

const { sql } = Prisma;
const QUEUE_ENTRY = {
  table: 'queue_entry',
  key: ['line_id'],
  columns: { line_id: 'text', kind: 'text', site_id: 'text', place: 'text', score: 'float8', priority: 'jsonb' },
};
const ENTRY = sql`line_id, kind, site_id, place, score, priority`;

/** The work queues, in the order of places. A line stands in one of them at most; ranks are counted when asked for. */
export function createQueueStore(db: Database, rowScope: RowScope): QueueStore {
  const within = lineIdWithin(rowScope, sql`line_id`);

  /** A place says what waiting costs: who must not see that has the line itself for a position, which may be gone. */
  async function after({ after: position }: QueueQuery): Promise<Prisma.Sql | undefined> {
    if (position === null) return undefined;
    const given = placePosition(position);
    if (!within) return sql`place > ${text(given)}`;
    const [entry] = await rows<{ place: string }>(
      db,
      sql`SELECT place FROM queue_entry WHERE ${all([sql`line_id = ${text(given)}`, within])}`,
    );
    if (entry) return sql`place > ${entry.place}`;
    throw new AppError('INPUT_INVALID', `after: the queue no longer holds ${given}; start without it`);
  }

  return {
    byLineIds: async (lineIds) => {
      if (lineIds.length === 0) return new Map();
      const found = await rows<EntryRow>(
        db,
        sql`SELECT ${ENTRY} FROM queue_entry WHERE ${all([sql`line_id = ANY(${texts(lineIds)})`, within])}`,
      );
      return new Map(found.map((row) => [row.line_id, toEntry(row)]));
    },

    places: async (lineIds) => {
      if (lineIds.length === 0) return new Map();
      const found = await rows<QueuePlace>(
        db,
        sql`
          SELECT line_id AS "lineId", kind, site_id AS "siteId", score, place FROM queue_entry
          WHERE ${all([sql`line_id = ANY(${texts(lineIds)})`, within])}`,
      );
      return new Map(found.map((place) => [place.lineId, place]));
    },

    save: async (entries) => {
      const byLine = new Map(entries.map((entry) => [entry.lineId, toRow(entry)]));
      await upsert(db, QUEUE_ENTRY, [...byLine.values()]);
    },

    remove: async (lineIds) => {
      if (lineIds.length > 0) await execute(db, sql`DELETE FROM queue_entry WHERE line_id = ANY(${texts(lineIds)})`);
    },

    page: async (query) => {
      const found = await rows<EntryRow>(
        db,
        sql`
          SELECT ${ENTRY} FROM queue_entry WHERE ${all([inQueue(query.kind, query.siteId), within, await after(query)])}
          ORDER BY place LIMIT ${query.first + 1}`,
      );
      return toSlice(found.map(toEntry), query.first, ({ place, lineId }) => [within ? lineId : place]);
    },

    count: async (kind, siteId) => {
      const { count } = await oneRow<{ count: number }>(
        db,
        sql`SELECT count(*)::int AS count FROM queue_entry WHERE ${all([inQueue(kind, siteId), within])}`,
      );
      return count;
    },

    ranks: async (kind, siteId, lineIds) => {
      if (lineIds.length === 0) return new Map();
      const ranked = await rows<{ lineId: string; rank: number }>(
        db,
        sql`
          SELECT line_id AS "lineId", rank FROM (
            SELECT line_id, row_number() OVER (ORDER BY place)::int AS rank FROM queue_entry
            WHERE ${all([inQueue(kind, siteId), within])}
          ) AS ranked WHERE line_id = ANY(${texts(lineIds)})`,
      );
      return new Map(ranked.map(({ lineId, rank }) => [lineId, rank]));
    },
  };
}

function inQueue(kind: QueueKind, siteId: string | null): Prisma.Sql {
  return siteId === null ? sql`kind = ${kind}` : sql`kind = ${kind} AND site_id = ${text(siteId)}`;
}

interface EntryRow {
  readonly line_id: string;
  readonly kind: QueueKind;
  readonly site_id: string | null;
  readonly place: string;
  readonly score: number;
  /** All of the priority but its score. */
  readonly priority: Omit<Priority, 'score'>;
}

function toEntry({ line_id, kind, site_id, place, score, priority }: EntryRow): QueueEntry {
  return { lineId: line_id, kind, siteId: site_id, place, score, ...priority };
}

function toRow({ lineId, kind, siteId, place, score, ...priority }: QueueEntry): Record<string, unknown> {
  return { line_id: lineId, kind, site_id: siteId, place, score, priority };
}
