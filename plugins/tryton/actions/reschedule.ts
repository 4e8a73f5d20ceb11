import { Key, z } from '../../../src/providers/index.ts';
import { toDay } from '../wire.ts';
import { actionOnOrder } from './on-order.ts';
import { onShipments } from './order-state.ts';

const Reschedule = z.object({
  orderId: Key,
  /** Date of the company's calendar on which its goods are to leave. */
  shipBy: z.iso.date(),
});

/** Plans every shipment of an order that has not left for another day; Tryton plans their moves with them. */
export const reschedule = actionOnOrder<z.output<typeof Reschedule>>({
  name: 'reschedule',
  input: Reschedule,
  text: ({ shipBy }) => `Rescheduled to ${shipBy}`,
  refusal: ({ orderId, open }) => (open.length === 0 ? `order ${orderId} has nothing left to ship` : null),
  changes: ({ orderId, open }, { shipBy }) => [
    {
      ...{ kind: 'order', key: orderId, field: 'lines.promisedShipBy' },
      from: [...new Set(open.map(({ planned_date }) => planned_date))],
      to: [shipBy],
    },
  ],
  async carryOut(client, { open }, { shipBy }, { isLocked, signal }) {
    await onShipments(client, 'write', open, { isLocked, signal, values: { planned_date: toDay(shipBy) } });
  },
  isReached: ({ open }, { shipBy }) => open.length > 0 && open.every(({ planned_date }) => planned_date === shipBy),
});
