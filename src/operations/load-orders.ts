import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { Deps } from './deps.ts';

/** An order with all its lines. */
export interface OrderWithLines {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** Orders with their lines as they now stand; an order whose own event has not arrived is absent. Two statements. */
export async function loadOrders({ store }: Deps, ids: readonly string[]): Promise<readonly OrderWithLines[]> {
  if (ids.length === 0) return [];
  const orders = await store.orders.byIds(ids);
  const lines = await store.lines.byOrderIds([...orders.keys()]);
  return [...orders.values()].map((order) => ({ order, lines: lines.get(order.id) ?? [] }));
}
