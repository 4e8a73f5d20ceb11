/** What a sweep found: keys to be removed, or why none may be. */
export type SweepVerdict =
  | { readonly status: 'ready'; readonly gone: readonly string[] }
  | { readonly status: 'refused'; readonly reason: string };

interface Sweep {
  /** Keys that are known of the source. */
  readonly known: readonly string[];
  /** Every key that the source lists, the listing having come to its end. */
  readonly listed: ReadonlySet<string>;
  /** Share of the known keys, 0 to 1, that may be gone at once, rounded up to whole ones. */
  readonly maxGoneRatio: number;
}

/**
 * Known keys that the source no longer lists. Refused when it lists none at all, and when more are gone than usual: a filter, a
 * right or a database that went missing looks just like that.
 */
export function judgeSweep({ known, listed, maxGoneRatio }: Sweep): SweepVerdict {
  if (known.length === 0) return { status: 'ready', gone: [] };
  if (listed.size === 0)
    return {
      status: 'refused',
      reason: `expected some of the ${known.length} records that are known, the source lists none: nothing was removed; check what it may show us`,
    };
  const gone = known.filter((key) => !listed.has(key));
  const allowed = Math.ceil(known.length * maxGoneRatio);
  if (gone.length <= allowed) return { status: 'ready', gone };
  return {
    status: 'refused',
    reason: `expected at most ${allowed} of ${known.length} known records to be gone (maxGoneRatio ${maxGoneRatio}), ${gone.length} are, such as ${JSON.stringify(gone[0])}: nothing was removed; raise maxGoneRatio for one sweep if they are meant to be gone`,
  };
}
