import { refKey, type Entity } from '../domain/entity.ts';
import { toOrder, type Order } from '../domain/order.ts';
import { toOrderLine, type OrderLine } from '../domain/order-line.ts';
import type { Deps } from './deps.ts';
import { isOf, type StateReader } from './work-out.ts';

/** An order with all its lines. */
export interface OrderWithLines {
  readonly order: Order;
  readonly lines: readonly OrderLine[];
}

/** A set of things by `refKey`. */
export type Known = Pick<ReadonlySet<string>, 'has'>;

/** Orders with their lines as they now stand; an order whose own event has not arrived is absent. Two statements. */
export async function loadOrders({ store }: Deps, ids: readonly string[]): Promise<readonly OrderWithLines[]> {
  if (ids.length === 0) return [];
  const orders = await store.orders.byIds(ids);
  const lines = await store.lines.byOrderIds([...orders.keys()]);
  return [...orders.values()].map((order) => ({ order, lines: lines.get(order.id) ?? [] }));
}

/**
 * Lines whose outcome may be another after a change: those that changed, and all lines of an order that changed itself, since
 * an outcome counts from when its order was placed. Things that changed are taken as they are given, before they are saved;
 * only the others are loaded. `known` are the refs of all that was there before: an order that was not has no
 * other lines. At most two statements.
 */
export async function loadOutcomeOrders(
  store: Pick<StateReader, 'orders' | 'lines'>,
  changed: readonly Entity[],
  known: Known,
): Promise<readonly OrderWithLines[]> {
  const orders = new Map(changed.flatMap((entity) => (isOf('order', entity) ? [[entity.id, toOrder(entity)]] : [])));
  const lines = new Map<string, OrderLine[]>();
  const given = new Set<string>();
  const add = (line: OrderLine): unknown => lines.get(line.orderId)?.push(line) ?? lines.set(line.orderId, [line]);
  for (const entity of changed) {
    if (!isOf('line', entity)) continue;
    const line = toOrderLine(entity);
    given.add(entity.id);
    if (line) add(line);
  }

  const others = await store.lines.byOrderIds(
    [...orders.keys()].filter((id) => known.has(refKey({ kind: 'order', id }))),
  );
  for (const line of [...others.values()].flat()) if (!given.has(line.id)) add(line);
  const missing = await store.orders.byIds([...lines.keys()].filter((id) => !orders.has(id)));
  return [...lines].flatMap(([id, ofOrder]) => {
    const order = orders.get(id) ?? missing.get(id);
    return order ? [{ order, lines: ofOrder }] : [];
  });
}
