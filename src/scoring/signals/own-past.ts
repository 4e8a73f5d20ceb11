import type { Provenance } from '../../domain/provenance.ts';
import type { Snapshot } from '../snapshot.ts';

/** Where a history comes from: the book's own outcomes, as of the instant itself. Null when nothing of the kind has come to an end yet. */
export function ownPast({ history, asOf }: Snapshot, name: string): Provenance | null {
  return history[name] ? { source: 'own past', observedAt: asOf } : null;
}
