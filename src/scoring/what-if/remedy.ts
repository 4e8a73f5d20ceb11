import type { LineChanges } from './line-changes.ts';

/** What can be done about a risk. */
export const REMEDY_KINDS = ['release-now', 'clear-hold', 'faster-service', 'ship-from', 'substitute'] as const;
export type RemedyKind = (typeof REMEDY_KINDS)[number];

/** A change that could be made, not yet tried. */
export interface Candidate {
  readonly kinds: readonly RemedyKind[];
  /** In words, without a full stop. */
  readonly said: string;
  readonly changes: LineChanges;
  /** Minor units of the book's currency; null when a price that it needs is not known. */
  readonly costMinor: number | null;
}

/** Two changes at once; null when they are of one kind. */
export function both(a: Candidate, b: Candidate): Candidate | null {
  if (a.kinds.some((kind) => b.kinds.includes(kind))) return null;
  return {
    kinds: [...a.kinds, ...b.kinds],
    said: `${a.said}, and ${b.said}`,
    changes: { ...a.changes, ...b.changes },
    costMinor: a.costMinor === null || b.costMinor === null ? null : a.costMinor + b.costMinor,
  };
}

/** Cheapest first; what costs nobody knows how much comes last. */
export function byCost(a: Pick<Candidate, 'costMinor'>, b: Pick<Candidate, 'costMinor'>): number {
  return (a.costMinor ?? Infinity) - (b.costMinor ?? Infinity) || 0;
}
