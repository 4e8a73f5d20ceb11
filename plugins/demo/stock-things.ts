import { inventoryIdOf, MS_PER_DAY } from '../../src/providers/index.ts';
import type { Catalog, Item, Site } from './catalog.ts';
import { between, randomOf, wholeBetween } from './random.ts';
import { ifPast, type SimTime, type Thing } from './thing.ts';

/** Stock of an item is counted anew this often at each site. */
const COUNT_EVERY_MS = 5 * MS_PER_DAY;
/** Each item is ordered anew this often. */
const SUPPLY_EVERY_MS = 20 * MS_PER_DAY;

/** Stock of every item at every site as last counted, for the counts between two times. */
export function inventoryThings(seed: number, { items, sites }: Catalog, from: SimTime, to: SimTime): readonly Thing[] {
  return items.flatMap((item) => sites.map((site) => inventoryThing(seed, { item, site, from, to })));
}

interface Stock {
  readonly item: Item;
  readonly site: Site;
  readonly from: SimTime;
  readonly to: SimTime;
}

function inventoryThing(seed: number, { item, site, from, to }: Stock): Thing {
  const phase = randomOf(seed, 'count', item.id, site.id)() * COUNT_EVERY_MS;
  const changes = steps(from - COUNT_EVERY_MS, to, COUNT_EVERY_MS, phase);
  return {
    kind: 'inventory',
    key: inventoryIdOf(item.id, site.id),
    changes,
    at: (time) => {
      const count = Math.floor((time - phase) / COUNT_EVERY_MS);
      const random = randomOf(seed, 'stock', item.id, site.id, count);
      const onHand = Math.round(200 * (1 - item.scarcity) * random());
      return {
        itemId: item.id,
        siteId: site.id,
        onHand: { value: onHand, uom: 'EA' },
        allocated: wholeBetween(random, 0, Math.floor(onHand / 2)),
      };
    },
  };
}

/** Purchases of every item that are placed between two times. Scarce items come late. */
export function supplyThings(seed: number, { items }: Catalog, from: SimTime, to: SimTime): readonly Thing[] {
  return items.flatMap((item) => {
    const phase = randomOf(seed, 'purchase', item.id)() * SUPPLY_EVERY_MS;
    return steps(from, to, SUPPLY_EVERY_MS, phase).map((orderedAt) => supplyThing(seed, item, orderedAt));
  });
}

function supplyThing(seed: number, item: Item, orderedAt: SimTime): Thing {
  const id = `PO-${item.id}-${Math.floor(orderedAt / MS_PER_DAY)}`;
  const random = randomOf(seed, 'supply', id);
  const expectedAt = orderedAt + between(random, 5, 15) * MS_PER_DAY;
  const delayedAt = random() < 0.15 + 0.6 * item.scarcity ? expectedAt - 2 * MS_PER_DAY : null;
  const quantity = { value: wholeBetween(random, 50, 400), uom: 'EA' };
  const receivedAt = expectedAt + (delayedAt === null ? -0.5 : 4) * MS_PER_DAY;
  return {
    kind: 'supply',
    key: id,
    changes: [orderedAt, ...(delayedAt === null ? [] : [delayedAt]), receivedAt],
    at: (time, say) => ({
      id,
      itemId: item.id,
      siteId: item.site.id,
      supplierId: item.supplier.id,
      quantity,
      orderedAt: say(orderedAt),
      expectedAt: say(delayedAt !== null && delayedAt <= time ? receivedAt : expectedAt),
      receivedAt: ifPast(receivedAt, time, say),
    }),
  };
}

function steps(from: SimTime, to: SimTime, everyMs: number, phase: number): readonly SimTime[] {
  const times: SimTime[] = [];
  for (let step = Math.ceil((from - phase) / everyMs); phase + step * everyMs <= to; step += 1)
    times.push(Math.floor(phase + step * everyMs));
  return times;
}
