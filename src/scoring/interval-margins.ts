import type { SignalName } from './signals/signal-list.ts';

/** What is added to both ends of an interval, in log-odds, so that it holds as often as it promises. */
export interface IntervalMargins {
  /** Where one signal is missing. */
  readonly bySignal: Readonly<Record<string, number>>;
  /** Where several are; a signal's own margin counts when it is wider. */
  readonly several: number;
}

/** Of models that were made before margins were. */
export const NO_MARGINS: IntervalMargins = { bySignal: {}, several: 0 };

/** Share of the lines whose score with everything known an interval is meant to hold. */
export const HELD = 0.9;

/** By how much, in log-odds, the interval of a line that misses some signals is widened at both ends. */
export function marginOf({ bySignal, several }: IntervalMargins, missing: readonly SignalName[]): number {
  const own = Math.max(0, ...missing.map((name) => bySignal[name] ?? 0));
  return missing.length > 1 ? Math.max(several, own) : own;
}
