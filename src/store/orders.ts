import type { OrderQuery } from '../domain/list.ts';
import { toOrder, type Order } from '../domain/order.ts';
import { lineIdOf } from '../domain/record/identifier.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { StateRow } from './entities.ts';
import { text } from './parameters.ts';
import { linesWithin, orderWithin, siteWithin } from './row-predicates.ts';
import { instantPosition, toSlice } from './slices.ts';
import { all, rows, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, narrowed, viewsOf } from './views.ts';

const { sql } = Prisma;

/** Customer orders. A page is one statement, whatever it is filtered by. */
export function createOrderStore(db: Database, rowScope: RowScope): Store['orders'] {
  const within = orderWithin(rowScope, sql`o`);
  const narrow = (orders: readonly Order[]) => withOwnHolds(db, rowScope, orders);
  return {
    byIds: narrowed(byIds(db, 'order', toOrder, orderWithin(rowScope, sql`t`)), narrow),

    page: async (query) => {
      const states = await rows<StateRow<'order'>>(
        db,
        sql`
          SELECT id, state FROM customer_order AS o
          WHERE ${all([sql`placed_at IS NOT NULL`, ...orderConditions(query), lineConditions(query, rowScope), within, after(query)])}
          ORDER BY placed_at DESC, id LIMIT ${query.first + 1}`,
      );
      return toSlice(await narrow(viewsOf('order', states, toOrder)), query.first, ({ placedAt, id }) => [
        placedAt,
        id,
      ]);
    },
  };
}

/** Of a partner whose sites are told, an order shows the holds on the whole of it and on the lines at these sites. */
async function withOwnHolds(db: Database, rowScope: RowScope, orders: readonly Order[]): Promise<readonly Order[]> {
  if (rowScope.kind === 'all' || rowScope.siteIds === null) return orders;
  const lineOf = ({ id }: Order, lineNumber: string | null) => (lineNumber === null ? null : lineIdOf(id, lineNumber));
  const named = orders.flatMap((order) => order.holds.flatMap((hold) => lineOf(order, hold.lineNumber) ?? []));
  const visible = await linesWithin(db, rowScope, named);
  return orders.map((order) => ({
    ...order,
    holds: order.holds.filter((hold) => visible.has(lineOf(order, hold.lineNumber) ?? '') || hold.lineNumber === null),
  }));
}

/** Lines that are still to be delivered. As written, it uses the partial index of open lines. */
export const LINE_IS_OPEN = sql`l.status IN ('open', 'shipped')`;

function orderConditions({ customerId, status, placedFrom, placedBefore }: OrderQuery): (Prisma.Sql | undefined)[] {
  return [
    customerId === undefined ? undefined : sql`customer_id = ${text(customerId)}`,
    placedFrom === undefined ? undefined : sql`placed_at >= ${placedFrom}::timestamptz`,
    placedBefore === undefined ? undefined : sql`placed_at < ${placedBefore}::timestamptz`,
    status === undefined ? undefined : ORDER_STATUS[status],
  ];
}

const HAS_OPEN_LINE = sql`EXISTS (SELECT 1 FROM order_line AS l WHERE l.order_id = o.id AND ${LINE_IS_OPEN})`;

/** Open: not cancelled, and a line is still to be delivered. Closed: none is left. */
const ORDER_STATUS: Readonly<Record<NonNullable<OrderQuery['status']>, Prisma.Sql>> = {
  open: sql`NOT cancelled AND ${HAS_OPEN_LINE}`,
  closed: sql`NOT cancelled AND NOT ${HAS_OPEN_LINE}`,
  cancelled: sql`cancelled`,
};

/** One line, of those that one may see, must match all that is asked of lines. */
function lineConditions(
  { promisedDeliverFrom, promisedDeliverBefore, siteId, itemId, lineStatus }: OrderQuery,
  rowScope: RowScope,
): Prisma.Sql | undefined {
  const asked = [
    promisedDeliverFrom === undefined ? undefined : sql`l.promised_deliver_by >= ${promisedDeliverFrom}::timestamptz`,
    promisedDeliverBefore === undefined
      ? undefined
      : sql`l.promised_deliver_by < ${promisedDeliverBefore}::timestamptz`,
    siteId === undefined ? undefined : sql`l.site_id = ${text(siteId)}`,
    itemId === undefined ? undefined : sql`l.item_id = ${text(itemId)}`,
    lineStatus === undefined ? undefined : sql`l.status = ${lineStatus}`,
  ].filter((condition) => condition !== undefined);
  return asked.length === 0
    ? undefined
    : sql`EXISTS (SELECT 1 FROM order_line AS l WHERE l.order_id = o.id AND ${all([...asked, siteWithin(rowScope, sql`l.site_id`)])})`;
}

function after({ after: position }: OrderQuery): Prisma.Sql | undefined {
  if (position === null) return undefined;
  const { at, id } = instantPosition(position);
  return sql`placed_at <= ${at}::timestamptz AND (placed_at < ${at}::timestamptz OR id > ${text(id)})`;
}
