import { toOrderLine, type OrderLine } from '../domain/order-line.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { LINE_IS_OPEN } from './orders.ts';
import { text, texts } from './parameters.ts';
import { lineWithin } from './row-predicates.ts';
import { all, rows, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, compareText, groupedBy } from './views.ts';

/** Line 2 stands before line 10. */
const natural = new Intl.Collator('en', { numeric: true });

/** Lines of customer orders. */
export function createLineStore(db: Database, rowScope: RowScope): Store['lines'] {
  const within = lineWithin(rowScope, Prisma.sql`l`);
  return {
    byIds: byIds(db, 'line', toOrderLine, lineWithin(rowScope, Prisma.sql`t`)),

    byOrderIds: groupedBy(db, {
      kind: 'line',
      toView: toOrderLine,
      select: (ids) =>
        Prisma.sql`
          SELECT order_id AS "group", id, state FROM order_line AS l
          WHERE ${all([Prisma.sql`order_id = ANY(${texts(ids)})`, within])}`,
      compare: byLineNumber,
    }),

    openIds: async (afterId, limit) => {
      const open = await rows<{ id: string }>(
        db,
        Prisma.sql`
          SELECT id FROM order_line AS l
          WHERE ${all([LINE_IS_OPEN, Prisma.sql`id > ${text(afterId ?? '')}`, within])}
            AND NOT EXISTS (SELECT 1 FROM customer_order AS o WHERE o.id = l.order_id AND o.cancelled)
          ORDER BY id LIMIT ${limit}`,
      );
      return open.map(({ id }) => id);
    },

    openOrderIds: async (afterOrderId, limit) => {
      const open = await rows<{ order_id: string }>(
        db,
        Prisma.sql`
          SELECT DISTINCT order_id FROM order_line AS l
          WHERE ${all([LINE_IS_OPEN, Prisma.sql`order_id > ${text(afterOrderId ?? '')}`, within])}
            AND NOT EXISTS (SELECT 1 FROM customer_order AS o WHERE o.id = l.order_id AND o.cancelled)
          ORDER BY order_id LIMIT ${limit}`,
      );
      return open.map(({ order_id }) => order_id);
    },

    orderIdsOf: async (lineIds) => {
      if (lineIds.length === 0) return [];
      const found = await rows<{ order_id: string }>(
        db,
        Prisma.sql`
          SELECT DISTINCT order_id FROM order_line AS l
          WHERE ${all([Prisma.sql`id = ANY(${texts(lineIds)}) AND order_id IS NOT NULL`, within])}`,
      );
      return found.map(({ order_id }) => order_id);
    },
  };
}

/** The order of lines within their order. */
export function byLineNumber(a: OrderLine, b: OrderLine): number {
  return natural.compare(a.lineNumber, b.lineNumber) || compareText(a.lineNumber, b.lineNumber);
}
