import type { Ignorable } from './normal-form.ts';

/** Kinds whose records may be the same thing at two sources. What is found at them (stock, supply, conditions, …) follows from these. */
export const LINKED_KINDS = ['order', 'customer', 'item', 'site', 'carrierService', 'shipment'] as const;
export type LinkedKind = (typeof LINKED_KINDS)[number];

/** Kinds of which each source's record is kept beside the others', and the first in the order of `told` is shown. */
export const MASTER_KINDS = ['customer', 'item', 'site', 'carrierService'] as const;

/**
 * How one source's name for a thing becomes the book's name for it, which is that of the home. Compared are a field of the source's record
 * with a field of the home's; or the pairs say it one by one.
 */
export interface LinkRule {
  readonly kind: LinkedKind;
  /** The source whose ids are the book's. */
  readonly home: string;
  /** The source whose ids are translated. */
  readonly source: string;
  /** `id`, `reference`, or `attributes.<name>` of the source's record. */
  readonly key: string;
  /** The same of the home's record. */
  readonly equals: string;
  readonly ignore: readonly Ignorable[];
  /** The source's id to the home's, where no field says it; null where fields do. */
  readonly pairs: Readonly<Record<string, string>> | null;
  /** Where the source stands among those that tell of such a thing: below zero before the home, above zero behind it. */
  readonly rank: number;
}

/** Names a rule: `customer/crm`. A kind of a source has one at most. */
export function ruleName({ kind, source }: Pick<LinkRule, 'kind' | 'source'>): string {
  return `${kind}/${source}`;
}

/** All that is declared. */
export interface Links {
  readonly rules: readonly LinkRule[];
  /** The rule by which a source's ids of a kind are translated; null where they are the book's. */
  readonly ruleOf: (source: string, kind: LinkedKind) => LinkRule | null;
  /** Rules by which a source's records of a kind are the home's side. */
  readonly rulesOfHome: (source: string, kind: LinkedKind) => readonly LinkRule[];
  /** Whether anything that the source says bears on a link. */
  readonly takesPart: (source: string) => boolean;
  /** Whether ids in what the source says are translated. */
  readonly isTranslated: (source: string) => boolean;
}

/** Rules by whom they concern. */
export function createLinks(rules: readonly LinkRule[]): Links {
  const byName = new Map(rules.map((rule) => [ruleName(rule), rule]));
  const sources = new Set(rules.map(({ source }) => source));
  const homes = new Set(rules.map(({ home }) => home));
  return {
    rules,
    ruleOf: (source, kind) => byName.get(ruleName({ kind, source })) ?? null,
    rulesOfHome: (source, kind) => rules.filter((rule) => rule.home === source && rule.kind === kind),
    takesPart: (source) => sources.has(source) || homes.has(source),
    isTranslated: (source) => sources.has(source),
  };
}

/** Whether records of a kind can be linked. */
export function isLinkedKind(kind: string): kind is LinkedKind {
  return LINKED_KINDS.some((linked) => linked === kind);
}
