import type { Decision } from '../decision.ts';

/** Why a decision is not taken. Nothing has changed. */
export interface Refusal {
  readonly reason: string;
}

/** A decision of one type. */
export type DecisionOf<T extends Decision['type']> = Extract<Decision, { readonly type: T }>;

/** What a decision does when it is taken: looking for reasons against it comes before and changes nothing. */
export type Deed = () => void;

/** Says no, with the reason. */
export function refused(reason: string): Refusal {
  return { reason };
}

/** Tells a refusal from whatever else was found. */
export function isRefusal(found: object): found is Refusal {
  return 'reason' in found;
}
