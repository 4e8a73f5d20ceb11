import type { SignalName } from '../signals/signal-list.ts';
import { SIGNALS } from '../signals/signal-list.ts';
import type { SignalGroup } from '../signals/signal.ts';
import type { Contribution } from './explain.ts';

/** What all features of one signal together did to a score. */
export interface Reason {
  readonly signal: SignalName;
  readonly group: SignalGroup;
  /** In log-odds: above 0 makes a late delivery likelier. */
  readonly contribution: number;
  /** The strongest of what was seen, with value and unit. */
  readonly sentence: string;
}

/** Facts that one sentence holds. */
const FACTS = 2;

/** The signals that moved a score most, strongest first. */
export function topReasons(contributions: readonly Contribution[], count: number): readonly Reason[] {
  const bySignal = new Map<SignalName, Contribution[]>();
  for (const one of contributions) bySignal.set(one.signal, [...(bySignal.get(one.signal) ?? []), one]);
  return [...bySignal]
    .map(([signal, own]) => ({
      signal,
      group: SIGNALS[signal].group,
      contribution: own.reduce((sum, { contribution }) => sum + contribution, 0),
      sentence: own
        .slice(0, FACTS)
        .map(({ sentence }) => sentence)
        .join(', '),
    }))
    .sort((a, b) => Math.abs(b.contribution) - Math.abs(a.contribution))
    .slice(0, count);
}
