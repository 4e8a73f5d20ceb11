import { keyFromCells, type CallContext } from '../../src/providers/index.ts';
import type { BoundKind } from './bound-kind.ts';
import { cellOf } from './cell.ts';
import { afterValues, allOf } from './filter.ts';
import { pathOf } from './request-path.ts';
import type { Service } from './service.ts';

/** Every key of a kind, a page at a time, in the order of what tells rows apart. */
export async function* listKeys(
  service: Service,
  { plan, keys, ties, keySelection }: BoundKind,
  { pageRows, signal }: Pick<CallContext, 'signal'> & { readonly pageRows: number },
): AsyncGenerator<readonly string[]> {
  const isByKeys = plan.paging === 'keys';
  const cells = (row: object, names: typeof keys): string[] =>
    names.map(({ path }) => cellOf({ ...row }, path.split('/')));
  const pathAfter = (last: readonly string[] | null): string =>
    pathOf(plan.entitySet, {
      ...keySelection,
      $filter: allOf(plan.filter, last && afterValues(ties, last)),
      $orderby: ties.map(({ path }) => path).join(','),
      ...(isByKeys ? { $top: String(pageRows) } : {}),
    });

  for (let path: string | null = pathAfter(null); path !== null;) {
    const { rows, next }: { rows: readonly object[]; next: string | null } = await service.rows(path, {
      signal,
      ...(isByKeys ? {} : { pageRows }),
    });
    const found = rows.map((row) => cells(row, keys));
    yield found
      .filter((values) => values.every((value) => value !== ''))
      .map((values) => keyFromCells(plan.kind, values));
    const last = rows.at(-1);
    const isFull = next !== null || (isByKeys && rows.length >= pageRows);
    path = isFull ? (isByKeys && last ? pathAfter(cells(last, ties)) : next) : null;
  }
}
