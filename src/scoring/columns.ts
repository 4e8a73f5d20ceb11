import type { Basis } from './basis.ts';
import type { SegmentColumn } from './coverage.ts';
import type { FeatureList } from './feature-list.ts';

/** Columns of an example table. */
export interface Columns {
  readonly numbers: readonly number[];
  readonly categories: readonly number[];
}

/** Which features a head sees: all that its basis may, or of those only the ones that do not drift. */
export type Sight = 'all' | 'steady';

export type ColumnsBySight = Readonly<Record<Basis, Readonly<Record<Sight, Columns>>>>;

/** The columns that each basis may see: the lead time knows nothing of the promise. */
export function columnsOf(features: FeatureList): ColumnsBySight {
  const sights = (basis: Basis): Readonly<Record<Sight, Columns>> => ({
    all: columnsWhere(features, ({ ofPromise }) => basis === 'delay' || !ofPromise),
    steady: columnsWhere(features, ({ ofPromise, drifts }) => (basis === 'delay' || !ofPromise) && !drifts),
  });
  return { lead: sights('lead'), delay: sights('delay') };
}

/** By what dates are conformed, from the widest group to the narrowest, and their coverage is told: as far as the book has them. */
const SEGMENTS = [
  { title: 'carrier service', names: ['book.carrierServiceId'] },
  { title: 'site', names: ['book.siteId'] },
  { title: 'customer tier', names: ['customer_tier', 'book.tier'] },
] as const;

/** Category columns whose words are segments. */
export function segmentColumns({ categories }: FeatureList): readonly SegmentColumn[] {
  return SEGMENTS.flatMap(({ title, names }) => {
    const column = categories.findIndex(({ name }) => names.some((one) => one === name));
    return column < 0 ? [] : [{ title, column }];
  });
}

type Trait = Pick<FeatureList['numbers'][number], 'ofPromise' | 'drifts'>;

function columnsWhere({ numbers, categories }: FeatureList, test: (feature: Trait) => boolean): Columns {
  return { numbers: indicesWhere(numbers, test), categories: indicesWhere(categories, test) };
}

function indicesWhere<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (test(item) ? [index] : []));
}
