import type { StateKind } from './state.ts';

const PREFIXES = {
  item: 'ITEM-',
  customer: 'CUST-',
  order: 'SO-',
  supply: 'PO-',
  shipment: 'SH-',
  condition: 'COND-',
  exception: 'EX-',
  invoice: 'INV-',
  return: 'RMA-',
} as const;

/** Kinds whose ids are a prefix and a number. */
export type NumberedKind = keyof typeof PREFIXES;

/** The id of a thing by its number: `SO-17`. */
export function idOf(kind: NumberedKind, number: number): string {
  return `${PREFIXES[kind]}${number}`;
}

/** The number in an id of a kind; undefined for any other text. */
export function numberOf(kind: NumberedKind, id: string): number | undefined {
  const prefix = PREFIXES[kind];
  if (!id.startsWith(prefix)) return undefined;
  const digits = id.slice(prefix.length);
  return /^[1-9]\d{0,14}$/.test(digits) ? Number(digits) : undefined;
}

/** Whether things of a kind have such ids. */
export function isNumbered(kind: StateKind): kind is NumberedKind {
  return kind in PREFIXES;
}
