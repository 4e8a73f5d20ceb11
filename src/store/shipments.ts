import { toShipment } from '../domain/shipment.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import type { Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, compareText, groupedBy } from './views.ts';

/** Shipments, and the lines that travel in them. */
export function createShipmentStore(db: Database): Store['shipments'] {
  return {
    byIds: byIds(db, 'shipment', toShipment),
    byLineIds: groupedBy(db, {
      kind: 'shipment',
      toView: toShipment,
      select: (ids) => Prisma.sql`
        SELECT line_id AS "group", id, state FROM shipment_line JOIN shipment ON shipment.id = shipment_id
        WHERE line_id = ANY(${texts(ids)})`,
      compare: (a, b) => compareText(a.id, b.id),
    }),
  };
}
