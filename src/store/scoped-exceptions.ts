import type { OrderException } from '../domain/exception.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { lineIdWithin, linesWithin, lineWithin, orderWithin } from './row-predicates.ts';
import { all, rows, type Database } from './sql.ts';

const { sql } = Prisma;

/**
 * Of exceptions, called `known`: those that hit a line that one may see, and those told of an order of one's own, where they name no
 * line or one that one may see. Undefined for who sees all.
 */
export function exceptionWithin(rowScope: RowScope): Prisma.Sql | undefined {
  const hit = lineIdWithin(rowScope, sql`effect.line_id`);
  const own = orderWithin(rowScope, sql`o`);
  if (!hit || !own) return undefined;
  return sql`(
    EXISTS (SELECT 1 FROM exception_effect AS effect WHERE effect.exception_id = known.id AND ${hit})
    OR (
      EXISTS (SELECT 1 FROM customer_order AS o WHERE o.id = known.order_id AND ${own})
      AND (coalesce(jsonb_array_length(${NAMED}), 0) = 0 OR EXISTS (
        SELECT 1 FROM order_line AS l
        WHERE l.order_id = known.order_id AND ${lineWithin(rowScope, sql`l`)}
          AND l.state #>> '{content,value,lineNumber}' IN (SELECT jsonb_array_elements_text(${NAMED}))
      ))
    )
  )`;
}

/** Line numbers that its source names; null for one that no source told of. */
const NAMED = sql`(known.state #> '{opened,value,lineNumbers}')`;

/** Exceptions with the lines and the order that someone may see. At most two statements, none for who sees all. */
export async function withOwnLines(
  db: Database,
  rowScope: RowScope,
  exceptions: readonly OrderException[],
): Promise<readonly OrderException[]> {
  const own = orderWithin(rowScope, sql`o`);
  if (!own || exceptions.length === 0) return exceptions;
  const orderIds = exceptions.flatMap(({ orderId }) => orderId ?? []);
  const lineIds = exceptions.flatMap((exception) => exception.lineIds);
  const [lines, orders] = await Promise.all([
    linesWithin(db, rowScope, lineIds),
    rows<{ id: string }>(
      db,
      sql`SELECT o.id FROM customer_order AS o WHERE ${all([sql`o.id = ANY(${texts(orderIds)})`, own])}`,
    ),
  ]);
  const visible = new Set(orders.map(({ id }) => id));
  return exceptions.map((exception) => ({
    ...exception,
    lineIds: exception.lineIds.filter((id) => lines.has(id)),
    orderId: exception.orderId !== null && visible.has(exception.orderId) ? exception.orderId : null,
  }));
}
