/** What became of one id of a source. */
export type Match =
  | { readonly status: 'linked'; readonly id: string }
  /** Nothing at the home has this key; or the source's record is not known. */
  | { readonly status: 'unmatched'; readonly key: string | null }
  /** The source's record leaves its key empty: it says of itself that it has no counterpart. */
  | { readonly status: 'keyless' }
  /** More than one record at the home, or at the source, bears the key: none of them is linked. */
  | {
      readonly status: 'ambiguous';
      readonly key: string;
      readonly homes: readonly string[];
      readonly claims: readonly string[];
    };

/** Who bears a key. */
export interface Bearers {
  /** Ids of the home's records, each once. */
  readonly homes: readonly string[];
  /** Ids of the source's records, each once; empty where the source only refers to the thing. */
  readonly claims: readonly string[];
}

/**
 * Whether a key links: one record at the home and at most one at the source bear it. Looks at who bears it now and at nothing else, so that
 * neither side and no order of arrival has the say.
 */
export function matchOf(key: string, { homes, claims }: Bearers): Match {
  if (homes.length > 1 || claims.length > 1) {
    return { status: 'ambiguous', key, homes: [...homes].sort(), claims: [...claims].sort() };
  }
  const [id] = homes;
  return id === undefined ? { status: 'unmatched', key } : { status: 'linked', id };
}

/** The book's name for a source's thing. What is not linked keeps its own with the source before it, so that it is never taken for another's. */
export function linkedIdOf(source: string, id: string, match: Match): string {
  return match.status === 'linked' ? match.id : `${source}:${id}`;
}
