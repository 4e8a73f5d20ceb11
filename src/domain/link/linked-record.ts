import { keyOf, type CanonicalRecord, type RecordKind } from '../record/record.ts';
import { isLinkedKind, ruleName, type LinkRule, type Links } from './link-rule.ts';
import { normalForm } from './normal-form.ts';
import { idsIn, keyIn } from './references.ts';

/** What a source said of one thing, under the source's own id, with what links hang on it. */
export interface LinkedRecord {
  readonly providerId: string;
  readonly kind: RecordKind;
  readonly key: string;
  /** All of it that was said; null of a source whose ids are the book's, of which only the keys count. */
  readonly record: CanonicalRecord | null;
  /** Keys that it bears: `homeToken` or `claimToken`. */
  readonly bears: readonly string[];
  /** What its ids hang on: `idToken` and `keyToken`. A link that comes or goes changes the tokens that name it. */
  readonly asks: readonly string[];
  /** The id under which it is in the book; null while it is not told. */
  readonly toldAs: string | null;
}

/** Borne by a record of a rule's home. */
export function homeToken(rule: LinkRule, key: string): string {
  return `home ${ruleName(rule)} ${key}`;
}

/** Borne by a record of a rule's source. */
export function claimToken(rule: LinkRule, key: string): string {
  return `claim ${ruleName(rule)} ${key}`;
}

/** Asks what one id of a rule's source means. */
export function idToken(rule: LinkRule, id: string): string {
  return `${ruleName(rule)} id ${id}`;
}

/** Asks who bears a key. */
export function keyToken(rule: LinkRule, key: string): string {
  return `${ruleName(rule)} key ${key}`;
}

/** The keys that a record bears, for its source's own rule and for those whose home the source is. */
export function bearsOf(links: Links, providerId: string, record: CanonicalRecord): readonly string[] {
  const { kind } = record;
  if (!isLinkedKind(kind)) return [];
  const rule = links.ruleOf(providerId, kind);
  const claim = rule && !rule.pairs ? normalForm(keyIn(record, rule.key), rule.ignore) : null;
  const homes = links.rulesOfHome(providerId, kind).flatMap((ofHome) => {
    const key = normalForm(keyIn(record, ofHome.equals), ofHome.ignore);
    return key === null ? [] : [homeToken(ofHome, key)];
  });
  return rule && claim !== null ? [...homes, claimToken(rule, claim)] : homes;
}

/** The key in a record's claim by a rule; null where it bears none. */
export function claimedKey({ bears }: Pick<LinkedRecord, 'bears'>, rule: LinkRule): string | null {
  const prefix = claimToken(rule, '');
  return bears.find((token) => token.startsWith(prefix))?.slice(prefix.length) ?? null;
}

/** Who asks for these tokens must be told anew: keys that a record bears no more or for the first time, and its own id where it claims one. */
export function tokensChanged(
  links: Links,
  before: LinkedRecord | null,
  after: LinkedRecord | null,
): readonly string[] {
  const one = after ?? before;
  if (!one) return [];
  const [was, is] = [new Set(before?.bears), new Set(after?.bears)];
  const moved = [...was].filter((token) => !is.has(token)).concat([...is].filter((token) => !was.has(token)));
  const keys = moved.map((token) => token.replace(/^\S+ (\S+) /, '$1 key '));
  const rule = isLinkedKind(one.kind) ? links.ruleOf(one.providerId, one.kind) : null;
  const isKnown = (before === null) === (after === null);
  return rule && (moved.length > 0 || !isKnown) ? [...keys, idToken(rule, one.key)] : keys;
}

/** The ids in a record that a rule translates, each with it. */
export function translatedIds(
  links: Links,
  providerId: string,
  record: CanonicalRecord,
): readonly { readonly rule: LinkRule; readonly id: string }[] {
  return idsIn(record).flatMap(({ kind, id }) => {
    const rule = links.ruleOf(providerId, kind);
    return rule ? [{ rule, id }] : [];
  });
}

/** All that was said of a thing, after one more piece of it: lines that the piece does not list stay as they were. */
export function joined(before: CanonicalRecord | null, piece: CanonicalRecord): CanonicalRecord {
  if (before?.kind === 'order' && piece.kind === 'order') {
    const listed = new Set(piece.lines.map(({ lineNumber }) => lineNumber));
    const stays = ({ lineNumber }: { readonly lineNumber: string | null }) =>
      lineNumber !== null && !listed.has(lineNumber);
    const isTold = ({ id }: { readonly id: string }) => piece.holds.some((hold) => hold.id === id);
    return {
      ...piece,
      lines: [...before.lines.filter(stays), ...piece.lines],
      holds: [...before.holds.filter((hold) => stays(hold) && !isTold(hold)), ...piece.holds],
    };
  }
  if (before?.kind === 'shipment' && piece.kind === 'shipment') {
    const nameOf = ({ orderId, lineNumber }: (typeof piece.lines)[number]): string =>
      JSON.stringify([orderId, lineNumber]);
    const listed = new Set(piece.lines.map(nameOf));
    return { ...piece, lines: [...before.lines.filter((line) => !listed.has(nameOf(line))), ...piece.lines] };
  }
  return piece;
}

/** A record as it is kept before any piece of it has come. */
export function newRecord(providerId: string, record: CanonicalRecord): LinkedRecord {
  return { providerId, kind: record.kind, key: keyOf(record), record: null, bears: [], asks: [], toldAs: null };
}
