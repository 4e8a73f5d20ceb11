import type { OrderQuery, Slice } from '../domain/list.ts';
import type { Order } from '../domain/order.ts';
import type { Readers } from '../store/readers.ts';

/** A page of the orders that match, newest placed first. One statement. */
export function listOrders({ orders }: Readers, query: OrderQuery): Promise<Slice<Order>> {
  return orders.page(query);
}
