import { Key, z } from '../../../src/providers/index.ts';
import type { TrytonClient } from '../client.ts';
import { actionOnOrder } from './on-order.ts';
import { onShipments, orderState, type OrderState } from './order-state.ts';

const Release = z.object({ orderId: Key });

/** Lets the shipments of an order go on, and reserves goods for each that can be reserved whole. */
export const release = actionOnOrder<z.output<typeof Release>>({
  name: 'release',
  input: Release,
  text: () => 'Released',
  refusal: ({ orderId, state, open }) => {
    if (state === 'draft' || state === 'quotation') return `order ${orderId} is a quotation: confirm it in Tryton`;
    return open.some(isHeld) ? null : `order ${orderId} has no hold`;
  },
  changes: ({ orderId, open }) => [
    {
      ...{ kind: 'order', key: orderId, field: 'holds' },
      from: open.filter(isHeld).map(({ number }) => number),
      to: [],
    },
  ],
  async carryOut(client, order, _, { isLocked, signal }) {
    await onShipments(client, 'wait', order.open.filter(isHeld), { isLocked, signal });
    await reserve(client, order.orderId, signal);
  },
  isReached: ({ open }) => !open.some(isHeld),
});

/**
 * Tryton answers false when goods do not suffice, and keeps what it could reserve: goods that another order could leave with. They
 * are given back.
 */
async function reserve(client: TrytonClient, orderId: string, signal: AbortSignal): Promise<void> {
  const order = await orderState(client, orderId, signal);
  for (const shipment of order?.open.filter(({ state }) => state === 'waiting') ?? []) {
    const isWhole = await onShipments(client, 'assign_try', [shipment], { signal });
    if (isWhole !== true) await onShipments(client, 'wait', [shipment], { signal });
  }
}

function isHeld({ state }: OrderState['open'][number]): boolean {
  return state === 'draft';
}
