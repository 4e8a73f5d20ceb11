import { inventoryIdOf } from '../domain/record/identifier.ts';
import { isOpen, type OrderLine } from '../domain/order-line.ts';
import type { Instant } from '../domain/time.ts';
import type { OutcomeTally } from '../domain/outcome.ts';
import { historyWindow } from '../scoring/history-window.ts';
import type { Snapshot } from '../scoring/snapshot.ts';
import type { Deps } from './deps.ts';
import type { OrderWithLines } from './load-orders.ts';

/** A snapshot, as of now, of every line of these orders that is still to be delivered. Four statements, however many lines. */
export async function takeSnapshots(deps: Deps, orders: readonly OrderWithLines[]): Promise<readonly Snapshot[]> {
  const { store, historyKeys, now } = deps;
  const asOf = now();
  const open = orders.flatMap(({ order, lines }) =>
    order.cancelled
      ? []
      : lines
          .filter(isOpen)
          .map((line) => ({ order, line, orderLineCount: lines.length, keys: historyKeys(line, order) })),
  );
  if (open.length === 0) return [];

  const customers = await store.customers.byIds(unique(open.map(({ order }) => order.customerId)));
  const items = await store.items.byIds(unique(open.map(({ line }) => line.itemId)));
  const inventory = await store.inventory.byIds(unique(open.flatMap(({ line }) => stockOf(line) ?? [])));
  const tallies = await history(deps, unique(open.flatMap(({ keys }) => Object.values(keys))), asOf);

  return open.map(({ order, line, orderLineCount, keys }) => ({
    asOf,
    order,
    line,
    orderLineCount,
    customer: customers.get(order.customerId) ?? null,
    item: items.get(line.itemId) ?? null,
    inventory: inventory.get(stockOf(line) ?? '') ?? null,
    history: Object.fromEntries(Object.entries(keys).map(([name, key]) => [name, tallies.get(key)])),
  }));
}

function history({ store }: Deps, keys: readonly string[], asOf: Instant): Promise<ReadonlyMap<string, OutcomeTally>> {
  const { fromDay, toDay } = historyWindow(asOf);
  return store.outcomes.sum(keys, fromDay, toDay);
}

function stockOf({ itemId, siteId }: OrderLine): string | null {
  return siteId && inventoryIdOf(itemId, siteId);
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
