import type { Basis } from './basis.ts';
import type { FeatureList } from './feature-list.ts';
import type { Columns } from './fit.ts';

/** The columns of an example table that each basis may see: the lead time knows nothing of the promise. */
export function columnsOf({ numbers, categories }: FeatureList): Readonly<Record<Basis, Columns>> {
  const lead = {
    numbers: indicesWhere(numbers, ({ ofPromise }) => !ofPromise),
    categories: indicesWhere(categories, ({ ofPromise }) => !ofPromise),
  };
  return { lead, delay: { numbers: indicesWhere(numbers, always), categories: indicesWhere(categories, always) } };
}

function always(): boolean {
  return true;
}

function indicesWhere<T>(items: readonly T[], test: (item: T) => boolean): number[] {
  return items.flatMap((item, index) => (test(item) ? [index] : []));
}
