import { keyOf, type CanonicalRecord } from '../record/record.ts';
import { idToken, keyToken, translatedIds, type LinkedRecord } from './linked-record.ts';
import { isLinkedKind, ruleName, type LinkRule, type Links } from './link-rule.ts';
import { linkedIdOf, type Match } from './match.ts';
import { renameIds } from './references.ts';

/** What became of an id, and the key that was looked for; null where there was none to look for. */
export interface Resolution {
  readonly key: string | null;
  readonly match: Match;
}

/** How a record is told in the book, as links now stand. */
export interface Telling {
  /** As it is to be kept: with what its ids now hang on, and what it is now told as. */
  readonly row: LinkedRecord;
  readonly toldBefore: string | null;
  /** A piece of it under the ids of the book. */
  readonly translate: (piece: CanonicalRecord) => CanonicalRecord;
}

/** How a record of a source is told, given what its ids mean. A record whose source's ids are the book's is told as it is. */
export function tellingOf(
  links: Links,
  row: LinkedRecord,
  resolve: (rule: LinkRule, id: string) => Resolution,
): Telling {
  const { providerId, record } = row;
  const translate = (piece: CanonicalRecord): CanonicalRecord =>
    renameIds(piece, (kind, id) => {
      const rule = links.ruleOf(providerId, kind);
      return rule ? linkedIdOf(providerId, id, resolve(rule, id).match) : id;
    });
  if (record === null) return { row: { ...row, toldAs: row.key }, toldBefore: row.key, translate };
  const asks = translatedIds(links, providerId, record).flatMap(({ rule, id }) => {
    const { key } = resolve(rule, id);
    return key === null ? [idToken(rule, id)] : [idToken(rule, id), keyToken(rule, key)];
  });
  const rule = isLinkedKind(row.kind) ? links.ruleOf(providerId, row.kind) : null;
  const isTold = rule === null || mayBeTold(rule, resolve(rule, row.key).match);
  return {
    row: { ...row, asks: [...new Set(asks)], toldAs: isTold ? keyOf(translate(record)) : null },
    toldBefore: row.toldAs,
    translate,
  };
}

/**
 * Whether a source's own record is told. What is said of customers, items, sites and carriers stands beside what others say. An order is told by one
 * source alone: the home where it is linked. Orders and shipments that name a counterpart wait until it is found, so that nothing is told twice.
 */
function mayBeTold({ kind }: LinkRule, { status }: Match): boolean {
  if (kind === 'order') return status === 'keyless';
  if (kind === 'shipment') return status === 'linked' || status === 'keyless';
  return true;
}

/** Names an id of a rule. */
export function idName(rule: LinkRule, id: string): string {
  return `${ruleName(rule)} ${id}`;
}
