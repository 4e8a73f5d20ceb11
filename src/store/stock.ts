import { toInventory, toSupply } from '../domain/master-data.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { siteWithin } from './row-predicates.ts';
import { all, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, compareText, groupedBy } from './views.ts';

const { sql } = Prisma;
const SITE = sql`t.state #>> '{record,value,siteId}'`;

/** Stock on hand, by item and site. */
export function createInventoryStore(db: Database, rows: RowScope): Store['inventory'] {
  const within = siteWithin(rows, SITE);
  return {
    byIds: byIds(db, 'inventory', toInventory, within),
    byItemIds: groupedBy(db, {
      kind: 'inventory',
      toView: toInventory,
      select: (ids) =>
        sql`SELECT item_id AS "group", id, state FROM inventory AS t WHERE ${all([sql`item_id = ANY(${texts(ids)})`, within])}`,
      compare: (a, b) => compareText(a.siteId, b.siteId),
    }),
  };
}

/** Stock that is still to come; what comes first stands first. */
export function createSupplyStore(db: Database, rows: RowScope): Store['supply'] {
  const within = siteWithin(rows, SITE);
  return {
    byItemIds: groupedBy(db, {
      kind: 'supply',
      toView: toSupply,
      select: (ids) =>
        sql`SELECT item_id AS "group", id, state FROM supply AS t WHERE ${all([sql`item_id = ANY(${texts(ids)}) AND open`, within])}`,
      compare: (a, b) => compareText(a.expectedAt, b.expectedAt) || compareText(a.id, b.id),
    }),
  };
}
