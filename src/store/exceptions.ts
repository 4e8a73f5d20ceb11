import { toOrderException, type OrderException } from '../domain/exception.ts';
import type { ExceptionQuery, SlicePosition } from '../domain/list.ts';
import { SEVERITIES } from '../domain/record/incident-records.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { StateRow } from './entities.ts';
import { text, texts } from './parameters.ts';
import { toOrderExceptionOf, type RaisedRow } from './raised-exceptions.ts';
import { exceptionWithin, withOwnLines } from './scoped-exceptions.ts';
import { instantPosition, toSlice } from './slices.ts';
import { all, rows, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { compareText, viewsOf } from './views.ts';

const { sql } = Prisma;

/** Departures from plan: those that sources told of, and those that were found. */
export function createExceptionStore(db: Database, rowScope: RowScope): Store['exceptions'] {
  const within = exceptionWithin(rowScope);
  const viewsFrom = async (found: readonly AnyRow[]) => withOwnLines(db, rowScope, found.flatMap(toView));
  return {
    byIds: async (ids) => {
      if (ids.length === 0) return new Map();
      const found = await rows<AnyRow>(
        db,
        sql`SELECT id, state, raised FROM (${ANY}) AS known WHERE ${all([sql`id = ANY(${texts(ids)})`, within])}`,
      );
      return new Map((await viewsFrom(found)).map((exception) => [exception.id, exception]));
    },

    byOrderIds: async (orderIds) => {
      const groups = new Map<string, OrderException[]>();
      if (orderIds.length === 0) return groups;
      const found = await rows<AnyRow>(
        db,
        sql`SELECT id, state, raised FROM (${ANY}) AS known WHERE ${all([sql`order_id = ANY(${texts(orderIds)})`, within])}`,
      );
      for (const exception of await viewsFrom(found)) {
        if (exception.orderId === null) continue;
        groups.set(exception.orderId, [...(groups.get(exception.orderId) ?? []), exception]);
      }
      for (const group of groups.values())
        group.sort((a, b) => compareText(b.openedAt, a.openedAt) || compareText(a.id, b.id));
      return groups;
    },

    page: async (query) => {
      const bySeverity = query.orderBy === 'severity';
      const found = await rows<AnyRow>(
        db,
        sql`
          SELECT id, state, raised FROM (${ANY}) AS known
          WHERE ${all([sql`opened_at IS NOT NULL`, within, ...conditions(query), query.after ? after(query.after, bySeverity) : undefined])}
          ORDER BY ${bySeverity ? sql`${SEVERITY_RANK} DESC,` : Prisma.empty} opened_at DESC, id LIMIT ${query.first + 1}`,
      );
      return toSlice(await viewsFrom(found), query.first, ({ severity, openedAt, id }) =>
        bySeverity ? [SEVERITIES.indexOf(severity), openedAt, id] : [openedAt, id],
      );
    },
  };
}

/** All exceptions in one shape: either `state` or `raised` is there. */
const ANY = sql`
  SELECT id, order_id, type, severity, opened_at, resolved_at, state, NULL::jsonb AS raised FROM exception
  UNION ALL
  SELECT id, order_id, type, severity, opened_at, resolved_at, NULL, to_jsonb(raised_exception) FROM raised_exception`;

const SEVERITY_RANK = sql`array_position(${[...SEVERITIES]}::text[], severity)`;

interface AnyRow {
  readonly id: string;
  readonly state: StateRow<'exception'>['state'] | null;
  readonly raised: RaisedRow | null;
}

function toView({ id, state, raised }: AnyRow): readonly OrderException[] {
  if (raised) return [toOrderExceptionOf(raised)];
  return state ? viewsOf('exception', [{ id, state }], toOrderException) : [];
}

function conditions({ type, severity, open, orderId }: ExceptionQuery): (Prisma.Sql | undefined)[] {
  return [
    type === undefined ? undefined : sql`type = ${type}`,
    severity === undefined ? undefined : sql`severity = ${severity}`,
    open === undefined ? undefined : sql`(resolved_at IS NULL) = ${open}`,
    orderId === undefined ? undefined : sql`order_id = ${text(orderId)}`,
  ];
}

function after(position: SlicePosition, bySeverity: boolean): Prisma.Sql {
  const [rank, ...rest] = bySeverity ? position : [0, ...position];
  const { at, id } = instantPosition(rest);
  const behind = sql`(opened_at < ${at}::timestamptz OR (opened_at = ${at}::timestamptz AND id > ${text(id)}))`;
  if (!bySeverity) return behind;
  const place = Number(rank) + 1; // arrays of the database begin at 1
  return sql`(${SEVERITY_RANK} < ${place} OR (${SEVERITY_RANK} = ${place} AND ${behind}))`;
}
