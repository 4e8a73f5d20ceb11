import { RAISED_HERE, type OrderException } from '../domain/exception.ts';
import type { RaisedException } from '../domain/exception-life.ts';
import type { ExceptionChange } from '../domain/feed.ts';
import { toInstant, type Instant } from '../domain/time.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { lineIdWithin } from './row-predicates.ts';
import { all, execute, name, rows, type Database } from './sql.ts';
import { recordset, upsert } from './upsert.ts';

const { sql } = Prisma;

/** A line that an exception hits. */
export interface ExceptionEffect {
  readonly lineId: string;
  readonly exceptionId: string;
}

/** One event in the life of an exception. */
export interface ExceptionHistoryEntry extends Pick<ExceptionChange, 'exceptionId' | 'change' | 'severity'> {
  readonly at: Instant;
  readonly note: string | null;
}

/** What was found and no source told of, and what every exception hits. */
export interface RaisedExceptionStore {
  readonly byIds: (ids: readonly string[]) => Promise<ReadonlyMap<string, RaisedException>>;
  readonly save: (exceptions: readonly RaisedException[]) => Promise<void>;
  readonly effectsOn: (lineIds: readonly string[]) => Promise<readonly ExceptionEffect[]>;
  readonly addEffects: (effects: readonly ExceptionEffect[]) => Promise<void>;
  readonly removeEffects: (effects: readonly ExceptionEffect[]) => Promise<void>;
  /** Lines by exception, in id order; an exception that hits none is absent. */
  readonly linesHit: (exceptionIds: readonly string[]) => Promise<ReadonlyMap<string, readonly string[]>>;
  /** How many lines each hits; one that hits none is absent. */
  readonly countHit: (exceptionIds: readonly string[]) => Promise<ReadonlyMap<string, number>>;
  readonly addHistory: (entries: readonly ExceptionHistoryEntry[]) => Promise<void>;
  /** Oldest first; an exception without any is absent. */
  readonly history: (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly ExceptionHistoryEntry[]>>;
}

const RAISED = {
  table: 'raised_exception',
  key: ['id'],
  columns: {
    id: 'text',
    type: 'text',
    severity: 'text',
    cause: 'text',
    order_id: 'text',
    supply_id: 'text',
    opened_at: 'timestamptz',
    resolved_at: 'timestamptz',
    status: 'text',
    assigned_to: 'text',
  },
};
const COLUMNS = Prisma.join(Object.keys(RAISED.columns).map(name));
const EFFECT = { line_id: 'text', exception_id: 'text' };
const CHANGE = { exception_id: 'text', at: 'timestamptz', change: 'text', severity: 'text', note: 'text' };

export function createRaisedExceptionStore(db: Database, rowScope: RowScope): RaisedExceptionStore {
  const within = lineIdWithin(rowScope, sql`line_id`);
  return {
    byIds: async (ids) => {
      if (ids.length === 0) return new Map();
      const found = await rows<RaisedRow>(
        db,
        sql`SELECT ${COLUMNS} FROM raised_exception WHERE id = ANY(${texts(ids)})`,
      );
      return new Map(found.map((row) => [row.id, toRaised(row)]));
    },

    save: (exceptions) =>
      upsert(
        db,
        RAISED,
        exceptions.map(({ orderId, supplyId, openedAt, resolvedAt, assignedTo, ...rest }) => ({
          ...rest,
          order_id: orderId,
          supply_id: supplyId,
          opened_at: openedAt,
          resolved_at: resolvedAt,
          assigned_to: assignedTo,
        })),
      ),

    effectsOn: async (lineIds) => {
      if (lineIds.length === 0) return [];
      return rows<ExceptionEffect>(
        db,
        sql`SELECT line_id AS "lineId", exception_id AS "exceptionId" FROM exception_effect WHERE line_id = ANY(${texts(lineIds)})`,
      );
    },

    addEffects: async (effects) => {
      if (effects.length === 0) return;
      await execute(
        db,
        sql`
          INSERT INTO exception_effect (line_id, exception_id)
          SELECT line_id, exception_id FROM ${recordset(EFFECT, effects.map(toEffectRow))} AS effect ON CONFLICT DO NOTHING`,
      );
    },

    removeEffects: async (effects) => {
      if (effects.length === 0) return;
      await execute(
        db,
        sql`
          DELETE FROM exception_effect AS known USING ${recordset(EFFECT, effects.map(toEffectRow))} AS gone
          WHERE known.line_id = gone.line_id AND known.exception_id = gone.exception_id`,
      );
    },

    linesHit: async (ids) => {
      const found = await rows<ExceptionEffect>(
        db,
        sql`
          SELECT line_id AS "lineId", exception_id AS "exceptionId" FROM exception_effect
          WHERE ${all([sql`exception_id = ANY(${texts(ids)})`, within])} ORDER BY line_id`,
      );
      return grouped(
        found,
        ({ exceptionId }) => exceptionId,
        ({ lineId }) => lineId,
      );
    },

    countHit: async (ids) => {
      if (ids.length === 0) return new Map();
      const counts = await rows<{ id: string; count: number }>(
        db,
        sql`
          SELECT exception_id AS id, count(*)::int AS count FROM exception_effect
          WHERE ${all([sql`exception_id = ANY(${texts(ids)})`, within])} GROUP BY exception_id`,
      );
      return new Map(counts.map(({ id, count }) => [id, count]));
    },

    addHistory: async (entries) => {
      if (entries.length === 0) return;
      const given = entries.map(({ exceptionId, ...rest }) => ({ ...rest, exception_id: exceptionId }));
      await execute(
        db,
        sql`
          INSERT INTO exception_change (exception_id, at, change, severity, note)
          SELECT exception_id, at, change, severity, note FROM ${recordset(CHANGE, given)} AS given`,
      );
    },

    history: async (ids) => {
      const found = await rows<Omit<ExceptionHistoryEntry, 'at'> & { at: Date }>(
        db,
        sql`
          SELECT exception_id AS "exceptionId", at, change, severity, note FROM exception_change
          WHERE exception_id = ANY(${texts(ids)}) ORDER BY id`,
      );
      return grouped(
        found,
        ({ exceptionId }) => exceptionId,
        (entry) => ({ ...entry, at: toInstant(entry.at) }),
      );
    },
  };
}

export interface RaisedRow {
  readonly id: string;
  readonly type: RaisedException['type'];
  readonly severity: RaisedException['severity'];
  readonly cause: string;
  readonly order_id: string | null;
  readonly supply_id: string | null;
  readonly opened_at: Date | string;
  readonly resolved_at: Date | string | null;
  readonly status: RaisedException['status'];
  readonly assigned_to: string | null;
}

function toRaised({ order_id, supply_id, opened_at, resolved_at, assigned_to, ...rest }: RaisedRow): RaisedException {
  return {
    ...rest,
    orderId: order_id,
    supplyId: supply_id,
    openedAt: toInstant(new Date(opened_at)),
    resolvedAt: resolved_at === null ? null : toInstant(new Date(resolved_at)),
    assignedTo: assigned_to,
  };
}

/** As one with those that sources told of. Its lines are its effects. */
export function toOrderExceptionOf(row: RaisedRow): OrderException {
  const raised = toRaised(row);
  return {
    ...raised,
    lineIds: [],
    resolution: raised.resolvedAt === null ? null : 'its cause is gone',
    provenance: { source: RAISED_HERE, observedAt: raised.openedAt },
  };
}

function toEffectRow({ lineId, exceptionId }: ExceptionEffect): Record<keyof typeof EFFECT, string> {
  return { line_id: lineId, exception_id: exceptionId };
}

function grouped<Row, Value>(
  found: readonly Row[],
  keyOf: (row: Row) => string,
  valueOf: (row: Row) => Value,
): ReadonlyMap<string, readonly Value[]> {
  const groups = new Map<string, Value[]>();
  for (const row of found) {
    const group = groups.get(keyOf(row));
    if (group) group.push(valueOf(row));
    else groups.set(keyOf(row), [valueOf(row)]);
  }
  return groups;
}
