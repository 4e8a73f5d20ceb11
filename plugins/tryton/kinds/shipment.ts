import { startOfDay, z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import type { TrytonConfig } from '../config.ts';
import { changedAtOf, Day, idIn, STAMP_FIELDS, Stamped } from '../wire.ts';
import { groupBy, referencesIn, traitsOf, type Loaded, type TrytonKind } from './kind.ts';
import { ShipmentState } from './order-rows.ts';

const ShipmentRow = Stamped.extend({
  number: z.string().nullable(),
  state: ShipmentState,
  effective_date: Day.nullable(),
});
type ShipmentRow = z.output<typeof ShipmentRow>;

const LeavingRow = Stamped.extend({
  origin: z.string().nullable(),
  shipment: z.string().nullable(),
  quantity: z.number(),
});
type LeavingRow = z.output<typeof LeavingRow>;

const LineOfOrder = z.object({ id: z.int(), 'sale.': z.object({ number: z.string().nullable() }) });
type LineOfOrder = z.output<typeof LineOfOrder>;

/** Moves of goods that leave for a customer. */
const LEAVING = [
  ['shipment', 'like', 'stock.shipment.out,%'],
  ['origin', 'like', 'sale.line,%'],
] as const;

export function shipmentKind({ overlapMs, zone }: Pick<TrytonConfig, 'overlapMs' | 'zone'>): TrytonKind {
  return {
    traits: traitsOf('number', overlapMs),
    model: 'stock.shipment.out',
    domain: [],
    beneath: [
      {
        model: 'stock.move',
        domain: LEAVING,
        fields: ['shipment'],
        belongsTo: (_, rows) =>
          referencesIn(rows, 'shipment').flatMap((text) => idIn('stock.shipment.out', text) ?? []),
      },
    ],
    load: (client, ids, signal) => loadShipments(client, ids, zone, signal),
    withKeys: (keys) => [['number', 'in', keys]],
    keyField: 'number',
  };
}

async function loadShipments(
  client: TrytonClient,
  ids: readonly number[],
  zone: string,
  signal: AbortSignal,
): Promise<Loaded> {
  const references = ids.map((id) => `stock.shipment.out,${id}`);
  const [shipments, moves, lines] = await Promise.all([
    client.select(
      {
        ...{ model: 'stock.shipment.out', domain: [['id', 'in', ids]], signal },
        fields: ['number', 'state', 'effective_date', ...STAMP_FIELDS],
      },
      ShipmentRow,
    ),
    client.select(
      {
        ...{ model: 'stock.move', domain: [...LEAVING, ['shipment', 'in', references]], signal },
        fields: ['origin', 'shipment', 'quantity', ...STAMP_FIELDS],
      },
      LeavingRow,
    ),
    client.select(
      { model: 'sale.line', domain: [['moves.shipment', 'in', references]], fields: ['sale.number'], signal },
      LineOfOrder,
    ),
  ]);
  return toShipments(shipments, moves, lines, zone);
}

/** Shipment records of rows that were read together. Tryton knows the day on which goods left, and nothing of their way. */
export function toShipments(
  shipments: readonly ShipmentRow[],
  moves: readonly LeavingRow[],
  lines: readonly LineOfOrder[],
  zone: string,
): Loaded {
  const orderOf = new Map(lines.map((line) => [line.id, line['sale.'].number]));
  const movesOf = groupBy(moves, ({ shipment }) => idIn('stock.shipment.out', shipment));
  const records = shipments.map((shipment) => {
    const own = movesOf.get(shipment.id) ?? [];
    const left = shipment.state === 'done' ? shipment.effective_date : null;
    const record = {
      kind: 'shipment',
      id: shipment.number,
      lines: [...groupBy(own, ({ origin }) => idIn('sale.line', origin))].map(([line, parts]) => ({
        orderId: orderOf.get(line) ?? null,
        lineNumber: String(line),
        quantity: parts.reduce((sum, { quantity }) => sum + quantity, 0),
      })),
      departedAt: left === null ? null : startOfDay({ date: left, zone }),
      failedAt: shipment.state === 'cancelled' ? changedAtOf([shipment]) : null,
      changedAt: changedAtOf([shipment, ...own]),
    };
    return { record, location: `stock.shipment.out ${shipment.id}` };
  });
  return { records, deletes: [] };
}
