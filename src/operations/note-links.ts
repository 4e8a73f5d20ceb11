import type { LinkRule } from '../domain/link/link-rule.ts';
import type { Deps } from './deps.ts';

const MARK = 'links';

/**
 * Remembers by which links a book is filled. Where they are declared otherwise by now, and sources that they concern were read before, says so at every
 * start: what was read stays as it was linked then. Returns whether the book is all of one piece.
 */
export async function noteLinks({ store, links, log }: Pick<Deps, 'store' | 'links' | 'log'>): Promise<boolean> {
  const declared = links?.rules ?? [];
  const noted = await store.marks.get(MARK);
  if ((noted ?? '[]') === JSON.stringify(declared)) return true;
  const before = noted === null ? [] : (JSON.parse(noted) as readonly LinkRule[]); // as we wrote it
  const changed = partners([...declared, ...before]);
  const wasRead = [...(await store.sources.statuses()).keys()].filter((id) => changed.has(id));
  if (wasRead.length > 0) {
    const told =
      'links are declared otherwise than when these sources were read: fill a new book to have all of it linked';
    log.warn({ sources: wasRead }, told);
    return false;
  }
  await store.marks.set(MARK, JSON.stringify(declared));
  return true;
}

function partners(rules: readonly LinkRule[]): ReadonlySet<string> {
  return new Set(rules.flatMap(({ home, source }) => [home, source]));
}
