import { addMs, Instant, z, type Cursor } from '../../src/providers/index.ts';

/**
 * Where a reader left off: the last `updatedAt` that was read, and the rows of that very time that were read, for Vendure can compare times but not ids. They count
 * only while `at` is where they stand: the host moves it back.
 */
export const VendureCursor = z.object({
  at: Instant.nullable(),
  edge: z.object({ at: Instant, ids: z.array(z.string()) }).nullable(),
});
export type VendureCursor = z.output<typeof VendureCursor>;

interface Stamped {
  readonly id: string;
  readonly updatedAt: Instant;
}

export function parseCursor(cursor: Cursor): VendureCursor {
  return cursor === null ? { at: null, edge: null } : VendureCursor.parse(cursor);
}

/** The filter for what comes after a cursor, for rows sorted by `updatedAt`. */
export function filterAfter({ at, edge }: VendureCursor): object {
  if (at === null) return {};
  // From the start of its millisecond: a database may tell microseconds apart where the API does not.
  const updatedAt = { after: addMs(at, -1) };
  return edge?.at === at ? { updatedAt, id: { notIn: edge.ids } } : { updatedAt };
}

/** The cursor after some rows, at least one. */
export function cursorAfter({ edge }: VendureCursor, rows: readonly Stamped[]): VendureCursor {
  const at = rows.at(-1)?.updatedAt ?? null;
  if (at === null) return { at, edge };
  const ids = rows.filter(({ updatedAt }) => updatedAt === at).map(({ id }) => id);
  return { at, edge: { at, ids: edge?.at === at ? [...edge.ids, ...ids] : ids } };
}
