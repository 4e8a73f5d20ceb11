import { between, pick, randomOf, wholeBetween } from './random.ts';
import type { SimTime, Thing } from './thing.ts';

/** What the simulated distributor is made of. `drag` is what a fact adds to the log-odds of a late delivery. */
export interface Catalog {
  readonly sites: readonly [Site, ...Site[]];
  readonly carriers: readonly [Carrier, ...Carrier[]];
  readonly suppliers: readonly [Supplier, ...Supplier[]];
  readonly customers: readonly [Customer, ...Customer[]];
  readonly items: readonly [Item, ...Item[]];
}

export interface Site {
  readonly id: string;
  readonly name: string;
  readonly zone: string;
}
export interface Carrier {
  readonly id: string;
  readonly transitDays: number;
  readonly drag: number;
}
export interface Supplier {
  readonly id: string;
  readonly drag: number;
}
export interface Customer {
  readonly id: string;
  readonly country: string;
  readonly tier: string;
  readonly channel: string;
}
export interface Item {
  readonly id: string;
  readonly category: string;
  readonly supplier: Supplier;
  readonly site: Site;
  readonly priceMinor: number;
  /** 0 is always there, 1 is always short. */
  readonly scarcity: number;
}

const COUNTRIES = ['AT', 'CH', 'DE', 'ES', 'FR', 'IT', 'PL', 'SE'] as const;

export function createCatalog(seed: number): Catalog {
  const sites: Catalog['sites'] = [
    { id: 'NORTH', name: 'Simulated site north', zone: 'Europe/Berlin' },
    { id: 'SOUTH', name: 'Simulated site south', zone: 'Europe/Madrid' },
    { id: 'EAST', name: 'Simulated site east', zone: 'Europe/Warsaw' },
  ];
  const carriers: Catalog['carriers'] = [
    { id: 'road/standard', transitDays: 4, drag: 0.2 },
    { id: 'road/express', transitDays: 2, drag: -0.8 },
    { id: 'rail/standard', transitDays: 7, drag: 1.1 },
    { id: 'air/express', transitDays: 1, drag: -0.5 },
  ];
  const [first, ...rest] = numbered(8, (index) => ({
    id: `SUP-${index + 1}`,
    drag: between(randomOf(seed, 'supplier', index), -1.2, 1.4),
  }));
  const suppliers: Catalog['suppliers'] = [first, ...rest];
  const customers = numbered(60, (index) => {
    const random = randomOf(seed, 'customer', index);
    return {
      id: `CUST-${pad(index + 1)}`,
      country: pick(random, COUNTRIES),
      tier: pick(random, ['standard', 'standard', 'key', 'strategic']),
      channel: pick(random, ['edi', 'web', 'phone']),
    };
  });
  const items = numbered(120, (index) => {
    const random = randomOf(seed, 'item', index);
    return {
      id: `ITEM-${pad(index + 1)}`,
      category: pick(random, ['pumps', 'valves', 'filters', 'seals', 'motors']),
      supplier: pick(random, suppliers),
      site: pick(random, sites),
      priceMinor: wholeBetween(random, 500, 90_000),
      scarcity: random() ** 3,
    };
  });
  return { sites, carriers, suppliers, customers, items };
}

/** Days of the year on which everything is slower: the weeks before the end of a year. */
export function seasonDrag(time: SimTime): number {
  const date = new Date(time);
  const peak = date.getUTCMonth() >= 10 ? 0.6 : 0;
  return peak + (date.getUTCDay() === 5 ? 0.4 : 0);
}

/** How much harder a way is than others, by site and country. */
export function routeDrag(seed: number, site: Site, country: string): number {
  return between(randomOf(seed, 'route', site.id, country), -1, 1);
}

/** Sites, carrier services, customers and items: there since before the book begins. */
export function masterThings({ sites, carriers, customers, items }: Catalog, since: SimTime): readonly Thing[] {
  const changes = [since];
  return [
    ...sites.map((site): Thing => ({ kind: 'site', key: site.id, changes, at: () => site })),
    ...items.map(({ id, category, scarcity }): Thing => ({
      kind: 'item',
      key: id,
      changes,
      at: () => ({
        id,
        name: `Simulated item ${id.slice(-3)}`,
        category,
        uom: 'EA',
        attributes: { scarcity: Number(scarcity.toFixed(3)) },
      }),
    })),
    ...customers.map(({ id, country, tier }): Thing => ({
      kind: 'customer',
      key: id,
      changes,
      at: () => ({ id, name: `Simulated customer ${id.slice(-3)}`, tier, country }),
    })),
    ...carriers.map(({ id, transitDays }): Thing => ({
      kind: 'carrierService',
      key: id,
      changes,
      at: () => ({ id, carrier: `Simulated ${id.split('/')[0]} carrier`, service: id.split('/')[1], transitDays }),
    })),
  ];
}

function numbered<T>(count: number, make: (index: number) => T): [T, ...T[]] {
  return [make(0), ...Array.from({ length: count - 1 }, (_, index) => make(index + 1))];
}

function pad(number: number): string {
  return String(number).padStart(3, '0');
}
