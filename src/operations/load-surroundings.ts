import type { OrderException } from '../domain/exception.ts';
import { addMs, MS_PER_DAY, type Instant } from '../domain/time.ts';
import { historyWindow } from '../scoring/history-window.ts';
import { itemAtSites, type ItemAtSite } from '../scoring/item-at-sites.ts';
import type { LineOfOrder } from '../scoring/snapshot-of.ts';
import { RETURN_DAYS, type Surroundings } from '../scoring/surroundings.ts';
import type { Store } from '../store/store.ts';

/** Reads what lies around lines. One reader is for one instant, and remembers what it has read: batches of one pass share it. */
export interface SurroundingsReader {
  readonly asOf: Instant;
  /** What lies around these lines: at most one statement a kind, and none for what was read before. */
  readonly read: (store: Store, lines: readonly LineOfOrder[]) => Promise<Surroundings>;
}

export function createSurroundingsReader(asOf: Instant): SurroundingsReader {
  const customers = createMemory((store) => store.customers.byIds);
  const items = createMemory((store) => store.items.byIds);
  const sites = createMemory((store) => store.sites.byIds);
  const carrierServices = createMemory((store) => store.carrierServices.byIds);
  const inventory = createMemory((store) => store.inventory.byItemIds);
  const supply = createMemory((store) => store.supply.byItemIds);
  const demand = createMemory((store) => store.surroundings.demand);
  const outcomes = createMemory((store) => (keys) => {
    const { fromDay, toDay } = historyWindow(asOf);
    return store.outcomes.sum(keys, fromDay, toDay);
  });
  let conditions: ReturnType<Store['surroundings']['conditions']> | undefined;
  let returnsTold = false;
  const returns = createMemory((store) => async (customerIds) => {
    const counts = await store.surroundings.returns(customerIds, addMs(asOf, -RETURN_DAYS * MS_PER_DAY), asOf);
    returnsTold ||= counts !== null;
    return counts ?? new Map<string, number>();
  });
  const stocked = new Map<string, readonly ItemAtSite[]>();

  function stockOf(itemId: string): readonly ItemAtSite[] {
    const known = stocked.get(itemId);
    if (known) return known;
    const made = itemAtSites({
      inventory: inventory.get(itemId) ?? [],
      supply: supply.get(itemId) ?? [],
      demand: demand.get(itemId) ?? [],
    });
    stocked.set(itemId, made);
    return made;
  }

  async function read(store: Store, lines: readonly LineOfOrder[]): Promise<Surroundings> {
    const customerIds = lines.map(({ order }) => order.customerId);
    conditions ??= store.surroundings.conditions(asOf);

    async function needStock(): Promise<void> {
      await items.need(
        store,
        lines.map(({ line }) => line.itemId),
      );
      const itemIds = lines.flatMap(({ line }) => [line.itemId, ...(items.get(line.itemId)?.substituteIds ?? [])]);
      await Promise.all([inventory, supply, demand].map((memory) => memory.need(store, itemIds)));
    }

    // Asked for together: the next statement is put into words while the database works on the one before.
    const [standing, open, shipments] = await Promise.all([
      conditions,
      store.surroundings.exceptions(unique(lines.map(({ order }) => order.id))),
      store.shipments.byLineIds(lines.map(({ line }) => line.id)),
      customers.need(store, customerIds),
      returns.need(store, customerIds),
      needStock(),
      sites.need(
        store,
        lines.flatMap(({ line }) => line.siteId ?? []),
      ),
      carrierServices.need(
        store,
        lines.flatMap(({ line }) => line.carrierServiceId ?? []),
      ),
      outcomes.need(
        store,
        lines.flatMap(({ keys }) => Object.values(keys)),
      ),
    ]);
    const exceptions = open && groupByOrder(open);

    return {
      customer: (id) => customers.get(id) ?? null,
      item: (id) => items.get(id) ?? null,
      site: (id) => sites.get(id) ?? null,
      carrierService: (id) => carrierServices.get(id) ?? null,
      stockOf,
      shipments: (lineId) => shipments.get(lineId) ?? [],
      exceptionsOfOrder: (orderId) => exceptions && (exceptions.get(orderId) ?? []),
      exceptionsOfNoOrder: () => exceptions?.get(null) ?? [],
      conditions: () => standing,
      returnsOf: (customerId) => (returnsTold ? (returns.get(customerId) ?? 0) : null),
      history: (key) => outcomes.get(key),
    };
  }

  return { asOf, read };
}

/** What was read of one kind, by id. */
interface Memory<T> {
  /** Reads those of these ids that were not asked for before. */
  readonly need: (store: Store, ids: readonly string[]) => Promise<void>;
  readonly get: (id: string) => T | undefined;
}

function createMemory<T>(
  reading: (store: Store) => (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>,
): Memory<T> {
  const asked = new Set<string>();
  const known = new Map<string, T>();
  return {
    get: (id) => known.get(id),
    need: async (store, ids) => {
      const fresh = unique(ids.filter((id) => !asked.has(id)));
      if (fresh.length === 0) return;
      for (const [id, value] of await reading(store)(fresh)) known.set(id, value);
      for (const id of fresh) asked.add(id);
    },
  };
}

function groupByOrder(exceptions: readonly OrderException[]): ReadonlyMap<string | null, readonly OrderException[]> {
  const groups = new Map<string | null, OrderException[]>();
  for (const exception of exceptions) {
    const group = groups.get(exception.orderId);
    if (group) group.push(exception);
    else groups.set(exception.orderId, [exception]);
  }
  return groups;
}

function unique(values: readonly string[]): string[] {
  return [...new Set(values)];
}
