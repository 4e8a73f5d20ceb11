import type { SiteDemand } from '../domain/atp.ts';
import { toCondition } from '../domain/condition.ts';
import { toOrderException } from '../domain/exception.ts';
import type { Instant } from '../domain/time.ts';
import { Prisma } from '../generated/prisma/client.ts';
import type { EntityKind } from '../domain/entity.ts';
import { entitiesOf, type StateRow } from './entities.ts';
import { texts } from './parameters.ts';
import { oneRow, rows, type Database } from './sql.ts';
import type { SurroundingsStore } from './score-stores.ts';

const { sql } = Prisma;

/** What lies around open lines, as scoring needs it: each function is one statement for a whole batch of lines. */
export function createSurroundingsStore(db: Database): SurroundingsStore {
  return {
    demand: async (itemIds) => {
      const found = new Map<string, SiteDemand[]>();
      if (itemIds.length === 0) return found;
      const { wanted } = await oneRow<{ wanted: string }>(
        db,
        sql`
          SELECT coalesce(json_agg(json_build_array(item_id, site_id, id, ${BY}, quantity, uom, allocated)), '[]')::text AS wanted
          FROM order_line AS l
          WHERE status = 'open' AND site_id IS NOT NULL AND item_id = ANY(${texts(itemIds)})
            AND NOT EXISTS (SELECT 1 FROM customer_order AS o WHERE o.id = l.order_id AND o.cancelled)`,
      );
      for (const [itemId, siteId, lineId, by, quantity, uom, allocated] of JSON.parse(wanted) as CompactDemand[]) {
        const demand = { siteId, lineId, by, quantity, uom, allocated };
        const ofItem = found.get(itemId);
        if (ofItem) ofItem.push(demand);
        else found.set(itemId, [demand]);
      }
      return found;
    },

    exceptions: async (orderIds) => {
      const open = await rows<Told<'exception'>>(
        db,
        sql`
          SELECT id, state FROM (SELECT WHERE EXISTS (SELECT 1 FROM exception)) AS told
          LEFT JOIN exception ON opened_at IS NOT NULL AND resolved_at IS NULL
            AND (order_id = ANY(${texts(orderIds)}) OR order_id IS NULL)`,
      );
      return viewsIfTold('exception', open, toOrderException);
    },

    conditions: async (asOf) => {
      const standing = await rows<Told<'condition'>>(
        db,
        sql`
          SELECT id, state FROM (SELECT WHERE EXISTS (SELECT 1 FROM condition)) AS told
          LEFT JOIN condition ON cleared_at IS NULL OR cleared_at > ${asOf}::timestamptz`,
      );
      return viewsIfTold('condition', standing, toCondition);
    },

    returns: async (customerIds, after, upTo) => {
      const counted = await rows<{ customer_id: string | null; count: number }>(
        db,
        sql`
          SELECT customer_id, count FROM (SELECT WHERE EXISTS (SELECT 1 FROM return_order)) AS told
          LEFT JOIN (
            SELECT o.customer_id, count(*)::int AS count FROM return_order AS r JOIN customer_order AS o ON o.id = r.order_id
            WHERE o.customer_id = ANY(${texts(customerIds)})
              AND r.authorized_at > ${after}::timestamptz AND r.authorized_at <= ${upTo}::timestamptz
            GROUP BY o.customer_id
          ) AS counted ON true`,
      );
      if (counted.length === 0) return null;
      return new Map(counted.flatMap(({ customer_id, count }) => (customer_id === null ? [] : [[customer_id, count]])));
    },
  };
}

/** As instants are written. */
const BY = sql`to_char(coalesce(promised_ship_by, promised_deliver_by) AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;

/** A demand without its field names, all of them in one text: a whole book's is read for every pass over it. */
type CompactDemand = readonly [
  itemId: string,
  siteId: string,
  lineId: string,
  by: Instant | null,
  quantity: number,
  uom: string,
  allocated: number | null,
];

/** No row: nothing of the kind was ever told. A row without a thing: something was, and none that is asked for is there. */
type Told<K extends EntityKind> = StateRow<K> | { readonly id: null; readonly state: null };

function viewsIfTold<K extends EntityKind, T>(
  kind: K,
  told: readonly Told<K>[],
  toView: (entity: ReturnType<typeof entitiesOf<K>>[number]) => T | null,
): readonly T[] | null {
  if (told.length === 0) return null;
  const states = told.filter((row): row is StateRow<K> => row.id !== null);
  return entitiesOf(kind, states).flatMap((entity) => toView(entity) ?? []);
}
