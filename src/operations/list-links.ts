import { ruleName, type LinkRule } from '../domain/link/link-rule.ts';
import { idName } from '../domain/link/telling.ts';
import { idToken } from '../domain/link/linked-record.ts';
import type { Deps } from './deps.ts';
import { resolveLinks } from './resolve-links.ts';

/** An id that did not link. */
export interface UnlinkedId {
  /** As its source writes it. */
  readonly id: string;
  /** The key that was looked for, as it is compared; null where the source's record of it is not known. */
  readonly key: string | null;
  /** Records of the source that hang on it: its own, and those that refer to it. */
  readonly records: number;
  /** Ids at the home that bear the key, where there are several. */
  readonly homes: readonly string[];
  /** Ids at the source that bear the key, where there are several. */
  readonly claims: readonly string[];
}

/** How many, and the first of them. */
export interface Examples<T> {
  readonly count: number;
  readonly examples: readonly T[];
}

/** What became of the ids of one kind of one source. */
export interface LinkReport {
  readonly rule: LinkRule;
  readonly linked: number;
  /** Ids whose record says of itself that it has no counterpart. */
  readonly keyless: number;
  /** Nothing at the home bears the key. */
  readonly unmatched: Examples<UnlinkedId>;
  /** More than one record bears the key, so that none is linked. */
  readonly ambiguous: Examples<UnlinkedId>;
  /** Ids of the home whose key no record of the source bears or refers to. Null where pairs are declared: nobody looks for keys. */
  readonly unclaimed: Examples<string> | null;
}

/** Examples of each sort. */
const MOST_EXAMPLES = 20;
/** Ids that are looked for together. */
const AT_ONCE = 1000;

/** What matched and what did not, a report for each rule in the order of the configuration. As links now stand; some statements for each thousand ids. */
export async function listLinks({ store, links }: Pick<Deps, 'store' | 'links'>): Promise<readonly LinkReport[]> {
  const reports: LinkReport[] = [];
  for (const rule of links?.rules ?? []) reports.push(await reportOn(store.links, rule));
  return reports;
}

async function reportOn(store: Deps['store']['links'], rule: LinkRule): Promise<LinkReport> {
  const asked = await store.asked(idToken(rule, ''));
  const counts = { linked: 0, keyless: 0 };
  const failed = {
    unmatched: { count: 0, examples: [] as UnlinkedId[] },
    ambiguous: { count: 0, examples: [] as UnlinkedId[] },
  };
  for (let at = 0; at < asked.length; at += AT_ONCE) {
    const piece = asked.slice(at, at + AT_ONCE);
    const found = await resolveLinks(
      store,
      piece.map(({ id }) => ({ rule, id })),
    );
    for (const { id, records } of piece) {
      const { key, match } = found.get(idName(rule, id)) ?? { key: null, match: { status: 'unmatched' as const } };
      if (match.status === 'linked' || match.status === 'keyless') {
        counts[match.status] += 1;
        continue;
      }
      const { homes, claims } = match.status === 'ambiguous' ? match : { homes: [], claims: [] };
      const sort = failed[match.status];
      sort.count += 1;
      if (sort.examples.length < MOST_EXAMPLES) sort.examples.push({ id, key, records, homes, claims });
    }
  }
  const { count, keys } = await store.unasked(ruleName(rule), MOST_EXAMPLES);
  return { rule, ...counts, ...failed, unclaimed: rule.pairs ? null : { count, examples: keys } };
}
