import { MS_PER_DAY, type RecordKind } from '../../src/providers/index.ts';
import { createCatalog, masterThings } from './catalog.ts';
import { exceptionThings, orderThing, shipmentThings } from './order-things.ts';
import { LONGEST_LIFE_MS, orderNumbers, orderStory, type OrderStory } from './order-story.ts';
import { inventoryThings, supplyThings } from './stock-things.ts';
import type { SimTime, Thing } from './thing.ts';

/** The kinds that the simulated distributor has. */
export const DEMO_KINDS = [
  'site',
  'item',
  'customer',
  'carrierService',
  'order',
  'inventory',
  'supply',
  'shipment',
  'exception',
] as const satisfies readonly RecordKind[];

/** A simulated distributor: everything that ever happens to it, computed when asked. */
export interface Simulation {
  /** Things of a kind that may change after one time and up to another, always in the same order. */
  readonly things: (kind: RecordKind, after: SimTime, upTo: SimTime) => readonly Thing[];
}

/** Stories of orders that are kept at hand; each can be made again. */
const KEPT_STORIES = 20_000;

/** The book begins at `begin`: what was ordered before is not in it. */
export function createSimulation(seed: number, begin: SimTime): Simulation {
  const catalog = createCatalog(seed);
  const world = { seed, catalog };
  const masters = masterThings(catalog, begin - 30 * MS_PER_DAY);
  const kept = new Map<number, OrderStory>();

  function storyOf(number: number): OrderStory {
    const known = kept.get(number);
    if (known) return known;
    if (kept.size >= KEPT_STORIES) kept.clear();
    const story = orderStory(world, number);
    kept.set(number, story);
    return story;
  }

  function stories(after: SimTime, upTo: SimTime): readonly OrderStory[] {
    const { first, last } = orderNumbers(Math.max(begin, after - LONGEST_LIFE_MS), upTo);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => storyOf(first + index));
  }

  function things(kind: RecordKind, after: SimTime, upTo: SimTime): readonly Thing[] {
    switch (kind) {
      case 'order':
        return stories(after, upTo).map(orderThing);
      case 'shipment':
        return stories(after, upTo).flatMap(shipmentThings);
      case 'exception':
        return stories(after, upTo).flatMap(exceptionThings);
      case 'inventory':
        return inventoryThings(seed, catalog, Math.max(begin, after), upTo);
      case 'supply':
        return supplyThings(seed, catalog, Math.max(begin, after - LONGEST_LIFE_MS), upTo);
      default:
        return masters.filter((thing) => thing.kind === kind);
    }
  }

  return { things };
}
