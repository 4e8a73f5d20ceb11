import type { Provenance } from '../../domain/provenance.ts';
import type { RecordKind } from '../../domain/record/record.ts';
import type { Snapshot } from '../snapshot.ts';

/** What signals are about: what was agreed, what the order brings, whether it can be done, what is amiss, what happens outside. */
export const SIGNAL_GROUPS = ['commitments', 'economics', 'feasibility', 'exceptions', 'conditions'] as const;
export type SignalGroup = (typeof SIGNAL_GROUPS)[number];

/** One kind of observed fact on which a score rests. */
export interface Signal {
  readonly group: SignalGroup;
  /** What it is about, as a sentence names it: `stock and receipts`. */
  readonly title: string;
  /** The kinds of record that tell it; empty when it comes from the book's own past. */
  readonly sources: readonly RecordKind[];
  /** Hours after which what was observed no longer counts and is unknown; null: it counts until its source is overdue. */
  readonly allowedAgeHours: number | null;
  /** Where the fact came from, and since when it is so; null when no source has told it of this line. */
  readonly observe: (snapshot: Snapshot) => Provenance | null;
}
