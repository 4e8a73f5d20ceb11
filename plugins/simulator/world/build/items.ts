import { runningTotals, type Randomness } from '../../engine/random.ts';
import type { Parameters } from '../../parameters/parameters.ts';
import { Item, type Supplier } from '../model/item.ts';
import { PURPOSE } from '../purposes.ts';
import type { SimTime } from '../state.ts';
import { segmentShare } from './mix.ts';

interface Setting {
  readonly parameters: Parameters;
  readonly scale: number;
  readonly randomness: Randomness;
  readonly startsAt: SimTime;
}

const COMPONENT_CATEGORY = 'control components';
const CATEGORIES = [
  'fasteners',
  'bearings',
  'electrical',
  'safety',
  'fluid power',
  'cutting tools',
  'maintenance',
] as const;

/** Suppliers near and overseas; the first is overseas, and makes the component that goes short. */
export function buildSuppliers({ parameters, scale, randomness }: Setting): readonly Supplier[] {
  const count = Math.max(6, Math.round(parameters.suppliers * Math.sqrt(scale)));
  return Array.from({ length: count }, (_, index) => {
    const random = randomness.of(PURPOSE.supplier, index);
    const isImport = index === 0 || random.chance(parameters.importRatio); // the component is imported
    const mean = isImport ? parameters.importLeadDays : parameters.domesticLeadDays;
    return {
      id: `SUP-${index + 1}`,
      isImport,
      leadDays: Math.max(1, Math.round(random.spread(mean, 0.35))),
      unreliability: Math.min(2.5, random.spread(1, 0.5)),
    };
  });
}

/** The catalog, components that go short first, then items from the fastest to the slowest. */
export function buildItems(setting: Setting, suppliers: readonly Supplier[]): readonly Item[] {
  const { parameters, scale, randomness, startsAt } = setting;
  const components = Math.max(1, Math.round(3 * Math.sqrt(scale)));
  const count = Math.max(40, Math.round(parameters.items * Math.sqrt(scale)));
  const shares = itemShares(setting, count);
  const lines = parameters.linesPerDay * scale;
  const componentLines = (componentDemand(parameters) * lines) / components;
  const items = Array.from({ length: components + count }, (_, index) => {
    const random = randomness.of(PURPOSE.item, index);
    const isComponent = index < components;
    const cost = Math.max(5, Math.round(random.spread(parameters.unitCostMinor, 1.1)));
    const margin = Math.min(0.7, Math.max(0.05, parameters.marginRatio * random.spread(1, 0.25)));
    const category = isComponent ? COMPONENT_CATEGORY : (CATEGORIES[random.below(CATEGORIES.length)] ?? 'maintenance');
    const supplier = suppliers[isComponent ? 0 : random.below(suppliers.length)] ?? suppliers[0];
    const expires = !isComponent && random.chance(parameters.perishableRatio);
    return new Item(
      index,
      `${category} ${index + 1} (simulated)`,
      category,
      isComponent ? 'A' : velocityOf(parameters, (index - components) / count),
      cost,
      Math.max(cost + 1, Math.round(cost / (1 - margin))),
      supplier ?? { id: 'SUP-1', isImport: true, leadDays: parameters.importLeadDays, unreliability: 1 },
      expires ? Math.max(20, Math.round(random.spread(parameters.shelfLifeDays, 0.5))) : null,
      isComponent ? componentLines : (shares[index - components] ?? 0) * (1 - componentDemand(parameters)) * lines,
      startsAt,
    );
  });
  for (const item of items) item.substitutes = substitutesOf(items, item);
  return items;
}

/** The items that go short. */
export function componentsOf(items: readonly Item[]): readonly Item[] {
  return items.filter(({ category }) => category === COMPONENT_CATEGORY);
}

/** Running totals of demand, for drawing what a line is for: components are drawn apart. */
export function itemTotals(items: readonly Item[], components: readonly Item[]): Float64Array {
  return runningTotals(items.map((item) => (components.includes(item) ? 0 : item.linesPerDay)));
}

/** Share of all lines that are for the component. */
function componentDemand(parameters: Parameters): number {
  const { componentShare } = parameters;
  return (
    componentShare *
    (segmentShare(parameters, 'healthcare') +
      segmentShare(parameters, 'manufacturing') +
      segmentShare(parameters, 'municipal'))
  );
}

/** Share of demand of each item: by class, and uneven within it. */
function itemShares({ parameters, randomness }: Setting, count: number): readonly number[] {
  const { itemsARatio, itemsBRatio, demandARatio, demandBRatio } = parameters;
  const demand = { A: demandARatio, B: demandBRatio, C: Math.max(0, 1 - demandARatio - demandBRatio) };
  const weights = Array.from({ length: count }, (_, index) => randomness.of(PURPOSE.item, index, 1).spread(1, 0.5));
  const sums = { A: 0, B: 0, C: 0 };
  const classes = weights.map((_, index) => velocityOf({ itemsARatio, itemsBRatio }, index / count));
  weights.forEach((weight, index) => (sums[classes[index] ?? 'C'] += weight));
  return weights.map((weight, index) => {
    const velocity = classes[index] ?? 'C';
    return sums[velocity] === 0 ? 0 : (demand[velocity] * weight) / sums[velocity];
  });
}

function velocityOf(
  { itemsARatio, itemsBRatio }: Pick<Parameters, 'itemsARatio' | 'itemsBRatio'>,
  place: number,
): 'A' | 'B' | 'C' {
  if (place < itemsARatio) return 'A';
  return place < itemsARatio + itemsBRatio ? 'B' : 'C';
}

/** The next two items of its category and class, for every other item: components have none. */
function substitutesOf(items: readonly Item[], item: Item): readonly Item[] {
  if (item.category === COMPONENT_CATEGORY || item.index % 2 === 1) return [];
  return items
    .slice(item.index + 1, item.index + 40)
    .filter((other) => other.category === item.category && other.velocity === item.velocity)
    .slice(0, 2);
}
