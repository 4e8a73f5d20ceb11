import { toOrderException } from '../domain/exception.ts';
import type { ExceptionQuery } from '../domain/list.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { StateRow } from './entities.ts';
import { text, texts } from './parameters.ts';
import { instantPosition, toSlice } from './slices.ts';
import { all, rows, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, compareText, groupedBy, viewsOf } from './views.ts';

const { sql } = Prisma;

/** Departures from plan, newest first. */
export function createExceptionStore(db: Database): Store['exceptions'] {
  return {
    byIds: byIds(db, 'exception', toOrderException),

    byOrderIds: groupedBy(db, {
      kind: 'exception',
      toView: toOrderException,
      select: (ids) => sql`SELECT order_id AS "group", id, state FROM exception WHERE order_id = ANY(${texts(ids)})`,
      compare: (a, b) => compareText(b.openedAt, a.openedAt) || compareText(a.id, b.id),
    }),

    page: async (query) => {
      const states = await rows<StateRow<'exception'>>(
        db,
        sql`
          SELECT id, state FROM exception WHERE ${all([sql`opened_at IS NOT NULL`, ...conditions(query), after(query)])}
          ORDER BY opened_at DESC, id LIMIT ${query.first + 1}`,
      );
      return toSlice(viewsOf('exception', states, toOrderException), query.first, ({ openedAt, id }) => [openedAt, id]);
    },
  };
}

function conditions({ type, severity, open, orderId }: ExceptionQuery): (Prisma.Sql | undefined)[] {
  return [
    type === undefined ? undefined : sql`type = ${type}`,
    severity === undefined ? undefined : sql`severity = ${severity}`,
    open === undefined ? undefined : sql`(resolved_at IS NULL) = ${open}`,
    orderId === undefined ? undefined : sql`order_id = ${text(orderId)}`,
  ];
}

function after({ after: position }: ExceptionQuery): Prisma.Sql | undefined {
  if (position === null) return undefined;
  const { at, id } = instantPosition(position);
  return sql`opened_at <= ${at}::timestamptz AND (opened_at < ${at}::timestamptz OR id > ${text(id)})`;
}
