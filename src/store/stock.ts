import { toInventory, toSupply } from '../domain/master-data.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import type { Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, compareText, groupedBy } from './views.ts';

/** Stock on hand, by item and site. */
export function createInventoryStore(db: Database): Store['inventory'] {
  return {
    byIds: byIds(db, 'inventory', toInventory),
    byItemIds: groupedBy(db, {
      kind: 'inventory',
      toView: toInventory,
      select: (ids) =>
        Prisma.sql`SELECT item_id AS "group", id, state FROM inventory WHERE item_id = ANY(${texts(ids)})`,
      compare: (a, b) => compareText(a.siteId, b.siteId),
    }),
  };
}

/** Stock that is still to come; what comes first stands first. */
export function createSupplyStore(db: Database): Store['supply'] {
  return {
    byItemIds: groupedBy(db, {
      kind: 'supply',
      toView: toSupply,
      select: (ids) =>
        Prisma.sql`SELECT item_id AS "group", id, state FROM supply WHERE item_id = ANY(${texts(ids)}) AND open`,
      compare: (a, b) => compareText(a.expectedAt, b.expectedAt) || compareText(a.id, b.id),
    }),
  };
}
