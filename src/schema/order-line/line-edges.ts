import type { OrderException } from '../../domain/exception.ts';
import type { Customer, Supply } from '../../domain/master-data.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { HoldRecord } from '../../domain/record/order-record.ts';
import { holdsOn } from '../../domain/queue.ts';
import type { Loaders } from '../loaders.ts';

/** Null while its source has not told of the order or of the customer. */
export async function customerOfLine({ order, customer }: Loaders, { orderId }: OrderLine): Promise<Customer | null> {
  const found = await order.load(orderId);
  return found && customer.load(found.customerId);
}

/** Open supply of the line's item to its site; to any site while the line has none. */
export async function supplyOfLine(
  { supplyOfItem }: Loaders,
  { itemId, siteId }: OrderLine,
): Promise<readonly Supply[]> {
  const all = await supplyOfItem.load(itemId);
  return siteId === null ? all : all.filter((supply) => supply.siteId === siteId);
}

/** Holds in force that block the line: its own and those of the whole order. */
export async function holdsOfLine({ order }: Loaders, line: OrderLine): Promise<readonly HoldRecord[]> {
  const found = await order.load(line.orderId);
  return found ? holdsOn(found, line) : [];
}

/** Exceptions that name the line. Those of the whole order are the order's. */
export async function exceptionsOfLine(
  { exceptionsOfOrder }: Loaders,
  { id, orderId }: OrderLine,
): Promise<readonly OrderException[]> {
  const all = await exceptionsOfOrder.load(orderId);
  return all.filter(({ lineIds }) => lineIds.includes(id));
}
