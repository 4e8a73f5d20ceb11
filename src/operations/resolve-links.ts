import { claimedKey, claimToken, homeToken } from '../domain/link/linked-record.ts';
import type { LinkRule } from '../domain/link/link-rule.ts';
import { matchOf, type Match } from '../domain/link/match.ts';
import { normalForm } from '../domain/link/normal-form.ts';
import { idName, type Resolution } from '../domain/link/telling.ts';
import type { Bearer, LinkStore } from '../store/links.ts';

/** An id that a source uses, with the rule that says how it is translated. */
export interface AskedId {
  readonly rule: LinkRule;
  readonly id: string;
}

/** What ids mean, as links now stand, by `idName`. One statement for the keys, and one for each kind whose key is in the source's records. */
export async function resolveLinks(
  store: Pick<LinkStore, 'load' | 'bearing'>,
  asked: readonly AskedId[],
): Promise<ReadonlyMap<string, Resolution>> {
  const unique = new Map(asked.map((one) => [idName(one.rule, one.id), one]));
  const keys = await keysOf(store, unique);
  const tokens = [...unique].flatMap(([name, { rule }]) => tokensOf(rule, keys.get(name) ?? null));
  const bearers = groupByToken(await store.bearing([...new Set(tokens)]));
  return new Map(
    [...unique].map(([name, { rule, id }]) => {
      const key = rule.pairs ? id : (keys.get(name) ?? null);
      return [name, { key, match: rule.pairs ? inPairs(rule.pairs, id) : matchIn(bearers, rule, key, keys.has(name)) }];
    }),
  );
}

/** The key of each id: the id itself, or what the source's record of it says. Absent: the record is not known. */
async function keysOf(
  store: Pick<LinkStore, 'load'>,
  asked: ReadonlyMap<string, AskedId>,
): Promise<ReadonlyMap<string, string | null>> {
  const keys = new Map<string, string | null>();
  const inRecords = new Map<LinkRule, string[]>();
  for (const [name, { rule, id }] of asked) {
    if (rule.pairs) continue;
    if (rule.key === 'id') keys.set(name, normalForm(id, rule.ignore));
    else inRecords.set(rule, [...(inRecords.get(rule) ?? []), id]);
  }
  for (const [rule, ids] of inRecords) {
    for (const record of await store.load(rule.source, rule.kind, ids))
      keys.set(idName(rule, record.key), claimedKey(record, rule));
  }
  return keys;
}

function tokensOf(rule: LinkRule, key: string | null): readonly string[] {
  return key === null ? [] : [homeToken(rule, key), claimToken(rule, key)];
}

function groupByToken(bearers: readonly Bearer[]): ReadonlyMap<string, readonly string[]> {
  const groups = new Map<string, string[]>();
  for (const { key, bears } of bearers) {
    for (const token of bears) {
      const group = groups.get(token);
      if (group) group.push(key);
      else groups.set(token, [key]);
    }
  }
  return groups;
}

function inPairs(pairs: NonNullable<LinkRule['pairs']>, id: string): Match {
  const paired = Object.hasOwn(pairs, id) ? pairs[id] : undefined;
  return paired === undefined ? { status: 'unmatched', key: id } : { status: 'linked', id: paired };
}

function matchIn(
  bearers: ReadonlyMap<string, readonly string[]>,
  rule: LinkRule,
  key: string | null,
  isKnown: boolean,
): Match {
  if (key === null) return isKnown ? { status: 'keyless' } : { status: 'unmatched', key: null };
  const homes = bearers.get(homeToken(rule, key)) ?? [];
  return matchOf(key, { homes, claims: bearers.get(claimToken(rule, key)) ?? [] });
}
