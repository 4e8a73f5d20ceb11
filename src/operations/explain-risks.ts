import type { RecordedRisk } from '../domain/promise-risk.ts';
import { AppError } from '../errors.ts';
import type { Explanation } from '../scoring/reasons/explain.ts';
import { topReasons, type Reason } from '../scoring/reasons/top-reasons.ts';
import { SIGNAL_NAMES, SIGNALS } from '../scoring/signals/signal-list.ts';
import type { Signal } from '../scoring/signals/signal.ts';
import type { Deps } from './deps.ts';

export type { Contribution, Explanation } from '../scoring/reasons/explain.ts';
export type { Reason } from '../scoring/reasons/top-reasons.ts';
export { SIGNAL_GROUPS, type SignalGroup } from '../scoring/signals/signal.ts';

/**
 * Why recorded risks are what they are, in the order given; null for one that can no longer be explained, as another model gave it
 * than the one in use. Reads nothing: two walks through the model for all of them.
 */
export function explainRisks(
  { explain }: Pick<Deps, 'explain'>,
  risks: readonly RecordedRisk[],
): readonly (Explanation | null)[] {
  return explain(risks);
}

/** The signals that moved a score most, strongest first. Throws `INPUT_INVALID` for a count out of bounds. */
export function reasonsOf({ contributions }: Explanation, count: number): readonly Reason[] {
  if (count < 1 || count > SIGNAL_NAMES.length)
    throw new AppError('INPUT_INVALID', `reasons: first: expected 1 to ${SIGNAL_NAMES.length}, came ${count}`);
  return topReasons(contributions, count);
}

/** A signal by its name, for those that recorded risks name; null for one that there is no more. */
export function signalNamed(name: string): Signal | null {
  const known = SIGNAL_NAMES.find((one) => one === name);
  return known ? SIGNALS[known] : null;
}
