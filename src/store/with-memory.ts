import { forgetChanged, type BookMemory } from './book-memory.ts';
import type { ExceptionEffect } from './raised-exceptions.ts';
import type { Store } from './store.ts';

/** All of a store but its transactions. */
export type StoreParts = Omit<Store, 'transaction'>;

/**
 * Those parts of a store that ask the memory before the database, and tell it what is written. Only for a transaction that holds
 * the lock under which a book is changed: nobody else can then write any of this.
 */
export function withMemory(parts: StoreParts, memory: BookMemory): Partial<StoreParts> {
  return { ...stateWith(parts, memory), ...scoresWith(parts, memory) };
}

function stateWith(parts: StoreParts, memory: BookMemory): Partial<StoreParts> {
  const { entities, orders, lines, customers, items, sites, carrierServices, inventory, supply, shipments } = parts;
  const { surroundings, outcomes } = parts;
  return {
    orders: { ...orders, byIds: (ids) => memory.orders.read(ids, orders.byIds) },
    lines: { ...lines, byOrderIds: (ids) => memory.lines.read(ids, lines.byOrderIds) },
    customers: { byIds: (ids) => memory.customers.read(ids, customers.byIds) },
    items: { byIds: (ids) => memory.items.read(ids, items.byIds) },
    sites: { byIds: (ids) => memory.sites.read(ids, sites.byIds) },
    carrierServices: { ...carrierServices, byIds: (ids) => memory.carrierServices.read(ids, carrierServices.byIds) },
    inventory: { ...inventory, byItemIds: (ids) => memory.inventory.read(ids, inventory.byItemIds) },
    supply: { byItemIds: (ids) => memory.supply.read(ids, supply.byItemIds) },
    shipments: { ...shipments, byLineIds: (ids) => memory.shipments.read(ids, shipments.byLineIds) },
    surroundings: { ...surroundings, demand: (ids) => memory.demand.read(ids, surroundings.demand) },

    entities: {
      ...entities,
      save: async (changed) => {
        await entities.save(changed);
        forgetChanged(memory, changed);
      },
    },

    outcomes: {
      ...outcomes,
      sum: (keys, fromDay, toDay) => {
        if (memory.outcomeDays !== `${fromDay}/${toDay}`) memory.outcomes.forgetAll();
        memory.outcomeDays = `${fromDay}/${toDay}`;
        return memory.outcomes.read(keys, (fresh) => outcomes.sum(fresh, fromDay, toDay));
      },
      add: async (days) => {
        await outcomes.add(days);
        memory.outcomes.forget(days.map(({ key }) => key));
      },
      clear: async () => {
        await outcomes.clear();
        memory.outcomes.forgetAll();
      },
    },
  };
}

function scoresWith({ risks, queue, raised }: StoreParts, memory: BookMemory): Partial<StoreParts> {
  async function changeEffects(effects: readonly ExceptionEffect[], change: () => Promise<void>): Promise<void> {
    await change();
    memory.effects.forget(effects.map(({ lineId }) => lineId));
  }

  return {
    risks: {
      ...risks,
      told: (ids) => memory.risks.read(ids, risks.told),
      save: async (scored) => {
        await risks.save(scored);
        for (const { seen: _seen, points: _points, ...told } of scored) memory.risks.set(told.lineId, told);
      },
      remove: async (ids) => {
        await risks.remove(ids);
        for (const id of ids) memory.risks.set(id, null);
      },
    },

    queue: {
      ...queue,
      places: (ids) => memory.places.read(ids, queue.places),
      save: async (entries) => {
        await queue.save(entries);
        for (const { lineId, kind, siteId, score, place } of entries)
          memory.places.set(lineId, { lineId, kind, siteId, score, place });
      },
      remove: async (ids) => {
        await queue.remove(ids);
        for (const id of ids) memory.places.set(id, null);
      },
    },

    raised: {
      ...raised,
      effectsOn: async (ids) => {
        const found = await memory.effects.read(ids, async (fresh) => byLine(await raised.effectsOn(fresh)));
        return [...found.values()].flat();
      },
      addEffects: (effects) => changeEffects(effects, () => raised.addEffects(effects)),
      removeEffects: (effects) => changeEffects(effects, () => raised.removeEffects(effects)),
    },
  };
}

function byLine(effects: readonly ExceptionEffect[]): ReadonlyMap<string, readonly ExceptionEffect[]> {
  const lines = new Map<string, ExceptionEffect[]>();
  for (const effect of effects) {
    const known = lines.get(effect.lineId);
    if (known) known.push(effect);
    else lines.set(effect.lineId, [effect]);
  }
  return lines;
}
