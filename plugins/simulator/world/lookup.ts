import { AppError } from '../../../src/providers/index.ts';
import { idOf, isNumbered, numberOf } from './identifiers.ts';
import type { Position } from './model/position.ts';
import type { Sim } from './sim.ts';
import type { StateByKind, StateKind } from './state.ts';
import type { Change } from './world.ts';

/** How each kind of thing is found by its id, and listed. */
type Shelves = {
  readonly [K in StateKind]: {
    readonly get: (sim: Sim, id: string) => StateByKind[K] | undefined;
    readonly all: (sim: Sim) => Iterable<StateByKind[K]>;
  };
};

const SHELVES: Shelves = {
  site: {
    get: (sim, id) => sim.sites.find((site) => site.id === id)?.reported,
    all: (sim) => sim.sites.map(({ reported }) => reported),
  },
  item: { get: (sim, id) => sim.items[(numberOf('item', id) ?? 0) - 1], all: (sim) => sim.items },
  customer: { get: (sim, id) => sim.customers[(numberOf('customer', id) ?? 0) - 1], all: (sim) => sim.customers },
  carrierService: {
    get: (sim, id) => sim.services.find((service) => service.id === id),
    all: (sim) => sim.services,
  },
  order: { get: (sim, id) => sim.orders.get(numberOf('order', id) ?? 0), all: (sim) => sim.orders.values() },
  inventory: { get: positionAt, all: positions },
  supply: { get: (sim, id) => sim.purchases.get(numberOf('supply', id) ?? 0), all: (sim) => sim.purchases.values() },
  shipment: {
    get: (sim, id) => sim.shipments.get(numberOf('shipment', id) ?? 0),
    all: (sim) => sim.shipments.values(),
  },
  condition: {
    get: (sim, id) => sim.conditions.get(numberOf('condition', id) ?? 0),
    all: (sim) => sim.conditions.values(),
  },
  exception: {
    get: (sim, id) => sim.exceptions.get(numberOf('exception', id) ?? 0),
    all: (sim) => sim.exceptions.values(),
  },
  invoice: { get: (sim, id) => sim.invoices.get(numberOf('invoice', id) ?? 0), all: (sim) => sim.invoices.values() },
  return: { get: (sim, id) => sim.returns.get(numberOf('return', id) ?? 0), all: (sim) => sim.returns.values() },
};

/** A thing by its id; undefined when there is none. */
export function stateOf<K extends StateKind>(sim: Sim, kind: K, id: string): StateByKind[K] | undefined {
  return SHELVES[kind].get(sim, id);
}

/** Every thing of a kind that is kept. */
export function allOf<K extends StateKind>(sim: Sim, kind: K): Iterable<StateByKind[K]> {
  return SHELVES[kind].all(sim);
}

/** Things of a kind that changed after a sequence, each once. */
export function changesOf(sim: Sim, kind: StateKind, sequence: number, limit: number): readonly Change[] {
  return sim.log
    .after(kind, sequence, limit)
    .map(({ sequence: at, number, at: time }) => ({ sequence: at, id: idIn(sim, kind, number), at: time }));
}

/** The id of a thing by the number under which its changes are logged. */
function idIn(sim: Sim, kind: StateKind, number: number): string {
  if (kind === 'item' || kind === 'customer') return idOf(kind, number + 1);
  if (isNumbered(kind)) return idOf(kind, number);
  if (kind === 'site') return known(sim.sites[number]).id;
  if (kind === 'carrierService') return known(sim.services[number]).id;
  const position = known(sim.sites[number % 8]?.positions[Math.floor(number / 8)]);
  return `${position.itemId}@${position.siteId}`;
}

function known<T>(thing: T | null | undefined): T {
  if (thing == null) throw new AppError('INVARIANT', 'a change was logged of a thing that does not exist');
  return thing;
}

function positionAt(sim: Sim, id: string): Position | undefined {
  const [itemId = '', siteId = ''] = id.split('@');
  const item = numberOf('item', itemId);
  const site = sim.sites.find((each) => each.id === siteId);
  return item === undefined ? undefined : (site?.positions[item - 1] ?? undefined);
}

function* positions(sim: Sim): Iterable<Position> {
  for (const site of sim.sites) for (const position of site.positions) if (position) yield position;
}
