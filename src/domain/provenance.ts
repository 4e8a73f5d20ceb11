import { readStamp, type Stamp } from './event/event.ts';
import { UNDATED, type Instant } from './time.ts';

/** Where a value came from: the newest of the facets that it was made of. */
export interface Provenance {
  /** The provider, by its configured id. */
  readonly source: string;
  /** When the source says that it became so; null when it does not say since when. */
  readonly observedAt: Instant | null;
}

/** The provenance of the newest facet. Throws nothing: without facets there is no value, so no caller. */
export function provenanceOf(facets: Readonly<Record<string, { readonly stamp: Stamp } | undefined>>): Provenance {
  let newest = '';
  for (const name in facets) {
    const stamp = facets[name]?.stamp;
    if (stamp !== undefined && stamp > newest) newest = stamp;
  }
  const { time, source } = readStamp(newest);
  return { source, observedAt: time === UNDATED ? null : time };
}
