import { toShipment, type Shipment } from '../domain/shipment.ts';
import type { RowScope } from '../domain/viewer.ts';
import { Prisma } from '../generated/prisma/client.ts';
import { texts } from './parameters.ts';
import { lineIdWithin, linesWithin } from './row-predicates.ts';
import { all, type Database } from './sql.ts';
import type { Store } from './store.ts';
import { byIds, compareText, groupedBy, narrowed } from './views.ts';

const { sql } = Prisma;

/** Shipments, and the lines that travel in them. One sees those that carry a line of one's own, with these lines alone. */
export function createShipmentStore(db: Database, rows: RowScope): Store['shipments'] {
  const narrow = (shipments: readonly Shipment[]) => withOwnLines(db, rows, shipments);
  const own = lineIdWithin(rows, sql`carried.line_id`);
  const carriesOwn =
    own && sql`EXISTS (SELECT 1 FROM shipment_line AS carried WHERE carried.shipment_id = t.id AND ${own})`;
  return {
    byIds: narrowed(byIds(db, 'shipment', toShipment, carriesOwn), narrow),
    byLineIds: groupedBy(db, {
      kind: 'shipment',
      toView: toShipment,
      select: (ids) => sql`
        SELECT line_id AS "group", id, state FROM shipment_line AS carried JOIN shipment ON shipment.id = shipment_id
        WHERE ${all([sql`line_id = ANY(${texts(ids)})`, own])}`,
      narrow,
      compare: (a, b) => compareText(a.id, b.id),
    }),
  };
}

async function withOwnLines(
  db: Database,
  rows: RowScope,
  shipments: readonly Shipment[],
): Promise<readonly Shipment[]> {
  if (rows.kind === 'all') return shipments;
  const carried = shipments.flatMap(({ lines }) => lines.map(({ lineId }) => lineId));
  const visible = await linesWithin(db, rows, carried);
  return shipments.map((shipment) => ({
    ...shipment,
    lines: shipment.lines.filter(({ lineId }) => visible.has(lineId)),
  }));
}
