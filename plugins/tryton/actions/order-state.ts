import { z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import { ShipmentState } from '../kinds/order-rows.ts';
import { Day } from '../wire.ts';

const SaleRow = z.object({ id: z.int(), state: z.string() });

const ShipmentRow = z.object({
  id: z.int(),
  number: z.string(),
  state: ShipmentState,
  planned_date: Day.nullable(),
  /** Tryton's own mark of the row's state, for optimistic locking. */
  _timestamp: z.string(),
});
export type ShipmentRow = z.output<typeof ShipmentRow>;

/** What an action needs to know of an order. */
export interface OrderState {
  readonly orderId: string;
  readonly saleId: number;
  /** Of the sale. */
  readonly state: string;
  /** Those that have not left and are not cancelled, in the order of their ids. */
  readonly open: readonly ShipmentRow[];
}

/** An order as it is now; null when there is none. */
export async function orderState(
  client: TrytonClient,
  orderId: string,
  signal: AbortSignal,
): Promise<OrderState | null> {
  const sales = await client.select(
    { model: 'sale.sale', domain: [['number', '=', orderId]], fields: ['state'], limit: 1, signal },
    SaleRow,
  );
  const [sale] = sales;
  if (!sale) return null;
  const domain = [
    ['moves.sale', '=', sale.id],
    ['state', 'not in', ['done', 'cancelled']],
  ];
  const fields = ['number', 'state', 'planned_date', '_timestamp'];
  const open = await client.select({ model: 'stock.shipment.out', domain, fields, signal }, ShipmentRow);
  return { orderId, saleId: sale.id, state: sale.state, open };
}

/** The version of an order's open shipments, as one text. */
export function versionOf({ open }: OrderState): string {
  return open.map(({ id, _timestamp }) => `${id}@${_timestamp}`).join(' ');
}

/** A call on shipments. With `locked`, Tryton refuses it when one of them was changed since it was read. */
export async function onShipments(
  client: TrytonClient,
  method: string,
  shipments: readonly ShipmentRow[],
  {
    signal,
    isLocked = false,
    values,
  }: { readonly signal: AbortSignal; readonly isLocked?: boolean; readonly values?: object },
): Promise<unknown> {
  if (shipments.length === 0) return null;
  const stamps = new Map(shipments.map(({ id, _timestamp }) => [`stock.shipment.out,${id}`, _timestamp]));
  return client.call({
    model: 'stock.shipment.out',
    method,
    params: [shipments.map(({ id }) => id), ...(values ? [values] : [])],
    ...(isLocked ? { context: { _timestamp: Object.fromEntries(stamps) } } : {}),
    signal,
  });
}
