import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { all, type Database, rows as read } from './sql.ts';

const { sql } = Prisma;

/*
 * What of a table someone may see, as a condition of the statements that read it. All rows: no condition, and the statement is what it
 * was. A partner's orders are those of its customers, through its channels, with a line at its sites; everything else follows from them.
 */

/** Of `customer_order`. */
export function orderWithin(rows: RowScope, order: Prisma.Sql): Prisma.Sql | undefined {
  if (rows.kind === 'all') return undefined;
  const { siteIds } = rows;
  const hasLine =
    siteIds &&
    sql`EXISTS (SELECT 1 FROM order_line AS line_of WHERE line_of.order_id = ${order}.id AND line_of.site_id = ANY(${texts(siteIds)}))`;
  return all([isOrderedBy(rows, order), hasLine ?? undefined]);
}

/** Of `order_line`. */
export function lineWithin(rows: RowScope, line: Prisma.Sql): Prisma.Sql | undefined {
  if (rows.kind === 'all') return undefined;
  const order = sql`order_of`;
  return all([
    sql`EXISTS (SELECT 1 FROM customer_order AS ${order} WHERE ${order}.id = ${line}.order_id AND ${isOrderedBy(rows, order)})`,
    siteWithin(rows, sql`${line}.site_id`),
  ]);
}

/** Of whatever belongs to the line with this id. */
export function lineIdWithin(rows: RowScope, lineId: Prisma.Sql): Prisma.Sql | undefined {
  const line = sql`line_within`;
  const within = lineWithin(rows, line);
  return within && sql`${lineId} IN (SELECT ${line}.id FROM order_line AS ${line} WHERE ${within})`;
}

/** Of whatever is at the site with this id. */
export function siteWithin(rows: RowScope, siteId: Prisma.Sql): Prisma.Sql | undefined {
  return rows.kind === 'all' || rows.siteIds === null ? undefined : sql`${siteId} = ANY(${texts(rows.siteIds)})`;
}

/** Of `customer`. */
export function customerWithin(rows: RowScope, customerId: Prisma.Sql): Prisma.Sql | undefined {
  return rows.kind === 'all' ? undefined : sql`${customerId} = ANY(${texts(rows.customerIds)})`;
}

/** Those of these lines that someone may see: for things that name lines of others too. No statement for who sees all. */
export async function linesWithin(db: Database, rows: RowScope, ids: readonly string[]): Promise<ReadonlySet<string>> {
  const within = lineWithin(rows, sql`l`);
  if (!within || ids.length === 0) return new Set(ids);
  const found = await read<{ id: string }>(
    db,
    sql`SELECT l.id FROM order_line AS l WHERE l.id = ANY(${texts([...new Set(ids)])}) AND ${within}`,
  );
  return new Set(found.map(({ id }) => id));
}

function isOrderedBy({ customerIds, channels }: Extract<RowScope, { kind: 'partner' }>, order: Prisma.Sql): Prisma.Sql {
  return all([
    sql`${order}.customer_id = ANY(${texts(customerIds)})`,
    channels === null ? undefined : sql`${order}.state #>> '{header,value,channel}' = ANY(${texts(channels)})`,
  ]);
}
