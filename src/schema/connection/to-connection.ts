import type { Slice } from '../../domain/list.ts';
import { AppError } from '../../errors.ts';
import type { Connection } from './connection.type.ts';
import { encodeCursor } from './cursor.ts';
import { toPageQuery, type PageArgs } from './page.args.ts';

/** A slice as its clients see it. `list` names the list in its cursors. */
export function toConnection<T>(list: string, page: PageArgs, { items, hasNext }: Slice<T>): Connection<T> {
  const edges = items.map(({ value, position }) => ({ cursor: encodeCursor(list, position), node: value }));
  return {
    edges,
    pageInfo: {
      hasNextPage: hasNext,
      hasPreviousPage: typeof page.after === 'string',
      startCursor: edges.at(0)?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

/** A page of a list that is already read as a whole, such as the lines of one order. Throws `INPUT_INVALID`. */
export function toConnectionOfAll<T>(
  list: string,
  page: PageArgs,
  all: readonly T[],
  idOf: (value: T) => string,
): Connection<T> {
  const { first, after } = toPageQuery(list, page);
  const start = after === null ? 0 : indexAfter(list, all.map(idOf), after[0]);
  const items = all.slice(start, start + first).map((value) => ({ value, position: [idOf(value)] }));
  return toConnection(list, page, { items, hasNext: start + first < all.length });
}

function indexAfter(list: string, ids: readonly string[], id: unknown): number {
  const index = ids.findIndex((known) => known === id);
  if (index < 0) throw new AppError('INPUT_INVALID', `after: ${list} no longer holds ${String(id)}; start without it`);
  return index + 1;
}
