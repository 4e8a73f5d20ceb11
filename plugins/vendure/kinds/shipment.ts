import { z, type ShipmentRecord } from '../../../src/providers/index.ts';
import { Id, latest, Time } from '../wire.ts';
import { defineKind } from './kind.ts';
import { PLACED } from './order.ts';

const ShipmentRow = z.object({
  code: z.string(),
  lines: z.array(z.object({ id: Id })),
  fulfillments: z
    .array(
      z.object({
        id: Id,
        state: z.string(),
        method: z.string(),
        trackingCode: z.string().nullish(),
        createdAt: Time,
        updatedAt: Time,
        lines: z.array(z.object({ orderLineId: Id, quantity: z.int() })),
      }),
    )
    .nullable(),
  history: z.object({
    items: z.array(z.object({ createdAt: Time, data: z.object({ fulfillmentId: z.coerce.string(), to: z.string() }) })),
  }),
});
type ShipmentRow = z.output<typeof ShipmentRow>;
type Fulfillment = NonNullable<ShipmentRow['fulfillments']>[number];

/** Fulfilments, which Vendure lists beneath their orders alone. One that serves several orders is a shipment of each. */
export const shipmentKind = defineKind<ShipmentRow>({
  keyField: 'order.code/id',
  list: ['orders', 'OrderListOptions'],
  filter: PLACED,
  filterBy: (keys) => ({
    code: { in: [...new Set(keys.map((key) => key.slice(0, Math.max(0, key.lastIndexOf('/')))))] },
  }),
  fields: () => `
    code lines { id }
    fulfillments { id state method trackingCode createdAt updatedAt lines { orderLineId quantity } }
    history(options: { filter: { type: { eq: "ORDER_FULFILLMENT_TRANSITION" } }, sort: { createdAt: DESC }, take: 100 }) {
      items { createdAt data }
    }`,
  row: ShipmentRow,
  toRecords: (row) =>
    (row.fulfillments ?? []).map((fulfillment) => ({
      key: shipmentIdOf(row.code, fulfillment.id),
      record: toShipment(row, fulfillment),
    })),
});

/** A fulfilment of one order, such as `T7K2/15`. */
export function shipmentIdOf(orderCode: string, fulfillmentId: string): string {
  return `${orderCode}/${fulfillmentId}`;
}

function toShipment(row: ShipmentRow, fulfillment: Fulfillment): z.input<typeof ShipmentRecord> {
  const { id, state, method, trackingCode, createdAt, updatedAt, lines } = fulfillment;
  const changes = row.history.items.filter(({ data }) => data.fulfillmentId === id);
  const reached = (to: string): string | null => changes.find(({ data }) => data.to === to)?.createdAt ?? null;
  const ownLines = new Set(row.lines.map((line) => line.id));
  const isDelivered = state === 'Delivered';
  return {
    kind: 'shipment',
    id: shipmentIdOf(row.code, id),
    ...(trackingCode && { reference: trackingCode }),
    carrierServiceId: method || null,
    lines: lines
      .filter(({ orderLineId }) => ownLines.has(orderLineId))
      .map(({ orderLineId, quantity }) => ({ orderId: row.code, lineNumber: orderLineId, quantity })),
    confirmedAt: createdAt,
    departedAt: state === 'Shipped' || isDelivered ? (reached('Shipped') ?? updatedAt) : null,
    deliveredAt: isDelivered ? (reached('Delivered') ?? updatedAt) : null,
    failedAt: state === 'Cancelled' ? (reached('Cancelled') ?? updatedAt) : null,
    changedAt: latest(updatedAt, changes[0]?.createdAt),
  };
}
