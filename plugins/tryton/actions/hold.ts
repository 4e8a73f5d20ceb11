import { HOLD_KINDS, Key, z } from '../../../src/providers/index.ts';
import { holdText } from '../kinds/holds.ts';
import { actionOnOrder } from './on-order.ts';
import { onShipments, type OrderState } from './order-state.ts';

const Hold = z.object({
  orderId: Key,
  kind: z.enum(HOLD_KINDS),
  reason: z
    .string()
    .max(300)
    .regex(/^[^\n]*$/, 'expected one line')
    .nullable()
    .default(null),
});

/** Puts every shipment of an order that has not been picked back to draft: nobody reserves or picks a draft. What was reserved is free again. */
export const hold = actionOnOrder<z.output<typeof Hold>>({
  name: 'hold',
  input: Hold,
  text: ({ kind, reason }) => holdText(kind, reason),
  refusal,
  changes: ({ orderId, open }) => [
    {
      ...{ kind: 'order', key: orderId, field: 'holds' },
      from: open.filter(({ state }) => state === 'draft').map(({ number }) => number),
      to: open.map(({ number }) => number),
    },
  ],
  async carryOut(client, { open }, _, { isLocked, signal }) {
    const assigned = open.filter(({ state }) => state === 'assigned');
    const waiting = open.filter(({ state }) => state === 'waiting');
    await onShipments(client, 'wait', assigned, { isLocked, signal });
    await onShipments(client, 'draft', waiting, { isLocked, signal });
    await onShipments(client, 'draft', assigned, { signal }); // changed by us, a moment ago
  },
  isReached: ({ open }) => open.length > 0 && open.every(({ state }) => state === 'draft'),
});

function refusal({ orderId, state, open }: OrderState): string | null {
  if (state === 'draft' || state === 'quotation')
    return `order ${orderId} is not confirmed: nothing of it can move yet`;
  if (open.length === 0) return `order ${orderId} has nothing left to ship`;
  const picked = open.find(({ state: own }) => own === 'picked' || own === 'packed');
  if (picked) return `the goods of shipment ${picked.number} are ${picked.state} already`;
  return open.every(({ state: own }) => own === 'draft') ? `order ${orderId} is on hold already` : null;
}
