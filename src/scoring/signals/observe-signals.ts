import type { Provenance } from '../../domain/provenance.ts';
import { MS_PER_HOUR, toMs, type Instant } from '../../domain/time.ts';
import type { Snapshot } from '../snapshot.ts';
import { hasNothingToTell } from './nothing-to-tell.ts';
import { SIGNAL_NAMES, SIGNALS, type SignalName } from './signal-list.ts';

/** What one snapshot has of one signal. */
export interface Observation {
  readonly signal: SignalName;
  /** `missing`: no source has told it of this line. `too-old`: longer ago than the signal allows, so that it is unknown. */
  readonly status: 'known' | 'missing' | 'too-old';
  /** Null when it is missing. */
  readonly provenance: Provenance | null;
}

/** Every signal of a snapshot, in the order of the signal list. */
export function observeSignals(snapshot: Snapshot): readonly Observation[] {
  return SIGNAL_NAMES.map((signal) => observe(signal, snapshot));
}

function observe(signal: SignalName, snapshot: Snapshot): Observation {
  const provenance = SIGNALS[signal].observe(snapshot);
  if (!provenance) return { signal, status: 'missing', provenance };
  const isTooOld = !countsAt(signal, provenance.observedAt, snapshot.asOf);
  return { signal, status: isTooOld ? 'too-old' : 'known', provenance };
}

/** Whether a signal should tell something of a snapshot and does not: nobody has told it, or too long ago. */
export function isAbsent(signal: SignalName, snapshot: Snapshot): boolean {
  const { status } = observe(signal, snapshot);
  return status === 'too-old' || (status === 'missing' && !hasNothingToTell(signal, snapshot));
}

/** Whether what was observed at one instant still counts at another. */
export function countsAt(signal: SignalName, observedAt: Instant | null, asOf: Instant): boolean {
  const { allowedAgeHours } = SIGNALS[signal];
  if (allowedAgeHours === null || observedAt === null) return true;
  return toMs(asOf) - toMs(observedAt) <= allowedAgeHours * MS_PER_HOUR;
}
