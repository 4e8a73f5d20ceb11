import type { OrderQuery, Slice } from '../domain/list.ts';
import type { Order } from '../domain/order.ts';
import type { Deps } from './deps.ts';

/** A page of the orders that match, newest placed first. One statement. */
export function listOrders({ store }: Pick<Deps, 'store'>, query: OrderQuery): Promise<Slice<Order>> {
  return store.orders.page(query);
}
