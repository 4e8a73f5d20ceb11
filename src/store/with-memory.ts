import type { OrderException } from '../domain/exception.ts';
import type { CountedOutcome } from '../domain/outcome.ts';
import { NO_ORDER, type BookMemory } from './book-memory.ts';
import { learnChanged } from './learn-changed.ts';
import type { ExceptionEffect } from './raised-exceptions.ts';
import type { SurroundingsStore } from './score-stores.ts';
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
    surroundings: surroundingsWith(surroundings, memory),

    entities: {
      ...entities,
      save: async (changed) => {
        learnChanged(memory, changed); // should writing it fail, nothing is kept of this turn
        await entities.save(changed, { atOnce: true });
      },
    },

    outcomes: {
      ...outcomes,
      sum: (keys, fromDay, toDay) => {
        if (memory.facts.outcomeDays !== `${fromDay}/${toDay}`) memory.outcomes.forgetAll();
        memory.facts.outcomeDays = `${fromDay}/${toDay}`;
        return memory.outcomes.read(keys, (fresh) => outcomes.sum(fresh, fromDay, toDay));
      },
      add: async (days) => {
        await outcomes.add(days);
        memory.outcomes.forget(days.map(({ key }) => key));
      },
      counted: async (ids) => {
        const found = await memory.counted.read(ids, async (fresh) => wrapped(await outcomes.counted(fresh)));
        return new Map([...found].map(([id, { outcome }]) => [id, outcome]));
      },
      saveCounted: async (counted) => {
        await outcomes.saveCounted(counted);
        for (const [id, one] of wrapped(counted)) memory.counted.set(id, one);
      },
      clear: async () => {
        await outcomes.clear();
        memory.outcomes.forgetAll();
        memory.counted.forgetAll();
      },
    },
  };
}

/** A line that counts for nothing any more is another thing than one that was never counted. */
function wrapped(counted: ReadonlyMap<string, CountedOutcome | null>) {
  return new Map([...counted].map(([id, outcome]) => [id, { outcome }]));
}

function surroundingsWith(parts: SurroundingsStore, memory: BookMemory): SurroundingsStore {
  const { facts } = memory;
  return {
    demand: (ids) => memory.demand.read(ids, parts.demand),

    exceptions: async (orderIds) => {
      const found = await memory.exceptions.read([NO_ORDER, ...orderIds], async (fresh) => {
        const told = await parts.exceptions(fresh);
        facts.hasExceptions = told !== null;
        return byOrder(told ?? []);
      });
      return facts.hasExceptions ? [...found.values()].flat() : null;
    },

    // What stood at an instant holds all that stands later: nothing comes to stand without a word.
    conditions: async (asOf) => {
      if (facts.conditions === null || facts.conditions.asOf > asOf)
        facts.conditions = { asOf, standing: await parts.conditions(asOf) };
      return facts.conditions.standing;
    },

    // To the hour: of 365 days that is near enough.
    returns: async (customerIds, after, upTo) => {
      const hour = upTo.slice(0, 13);
      if (facts.returnHour !== hour) memory.returns.forgetAll();
      facts.returnHour = hour;
      const found = await memory.returns.read(customerIds, async (fresh) => {
        const counts = await parts.returns(fresh, after, upTo);
        facts.hasReturns = counts !== null;
        return counts ?? new Map<string, number>();
      });
      return facts.hasReturns ? found : null;
    },
  };
}

function byOrder(exceptions: readonly OrderException[]): ReadonlyMap<string, readonly OrderException[]> {
  const orders = new Map<string, OrderException[]>();
  for (const exception of exceptions) {
    const key = exception.orderId ?? NO_ORDER;
    orders.set(key, [...(orders.get(key) ?? []), exception]);
  }
  return orders;
}

function scoresWith({ risks, queue, raised }: StoreParts, memory: BookMemory): Partial<StoreParts> {
  async function changeEffects(effects: readonly ExceptionEffect[], change: () => Promise<void>): Promise<void> {
    await change();
    memory.effects.forget(effects.map(({ lineId }) => lineId));
    memory.hits.forget(effects.map(({ exceptionId }) => exceptionId));
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
      byIds: (ids) => memory.raised.read(ids, raised.byIds),
      countHit: (ids) => memory.hits.read(ids, raised.countHit),
      save: async (exceptions) => {
        await raised.save(exceptions);
        memory.raised.forget(exceptions.map(({ id }) => id));
      },
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
