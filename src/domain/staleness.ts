import type { Provenance } from './provenance.ts';
import { toMs, type Instant } from './time.ts';

/** What is known of a source: how it reads, and how old its records may get. */
export interface SourceHealth {
  /** When it was last read to the end; null before that. */
  readonly lastReadAt: Instant | null;
  /** Null while it answers. */
  readonly failingSince: Instant | null;
  /** Milliseconds after which a record is too old; null: never. */
  readonly allowedAgeMs: number | null;
}

/** How asking the source for one record again ended. */
export type Reconfirmation =
  | { readonly status: 'confirmed' }
  /** The source answers, and knows no such record. */
  | { readonly status: 'gone' }
  | { readonly status: 'failed'; readonly problem: string };

/**
 * Whether a record is older than its source allows. A record is as young as the newest of what its source says of it and the
 * last time that the source was read to the end without showing a change.
 */
export function isTooOld(
  { observedAt }: Provenance,
  { allowedAgeMs, lastReadAt }: SourceHealth,
  now: Instant,
): boolean {
  if (allowedAgeMs === null) return false;
  const known = newest(observedAt, lastReadAt);
  return known === null || toMs(now) - toMs(known) > allowedAgeMs;
}

/** Why a record cannot be relied on, naming its source; null when it can. A record that the source has just confirmed is fresh. */
export function staleReasonOf(
  provenance: Provenance,
  health: SourceHealth,
  asked: Reconfirmation | null,
  now: Instant,
): string | null {
  const { source, observedAt } = provenance;
  if (asked?.status === 'confirmed') return null;
  if (asked?.status === 'gone') return `${source} no longer knows it`;
  if (asked) return `${source} was asked again and failed: ${asked.problem}`;
  if (health.failingSince) return `${source} has not answered since ${health.failingSince}`;
  if (!isTooOld(provenance, health, now)) return null;
  return `${source} last showed it at ${newest(observedAt, health.lastReadAt) ?? 'an unknown time'}, longer ago than the ${String(health.allowedAgeMs)} ms allowed`;
}

function newest(a: Instant | null, b: Instant | null): Instant | null {
  if (a === null || b === null) return a ?? b;
  return a > b ? a : b;
}
