import type { RecordKind } from '../domain/record/record.ts';
import type { Deps } from './deps.ts';

/** By which key a source knows what is in the book under an id: the id itself, where the source's ids are the book's. */
export async function keysAtSource(
  { store, links }: Pick<Deps, 'store' | 'links'>,
  providerId: string,
  kind: RecordKind,
  ids: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const own = links?.isTranslated(providerId) ? await store.links.ownKeys(providerId, kind, ids) : null;
  return new Map(ids.map((id) => [id, own?.get(id) ?? id]));
}

/** Keys of the records that were seen of a source and, as far as is known, are still there: as the source itself names them. */
export function knownKeys(
  { store, links }: Pick<Deps, 'store' | 'links'>,
  providerId: string,
  kind: RecordKind,
): Promise<readonly string[]> {
  return links?.isTranslated(providerId)
    ? store.links.keys(providerId, kind)
    : store.sources.knownKeys(providerId, kind);
}
