import type { SignalName } from './signals/signal-list.ts';
import type { Snapshot } from './snapshot.ts';

interface Described {
  readonly name: string;
  /** The signal whose fact it puts into a number: reasons are told by signal, and a signal that is missing by name. */
  readonly signal: SignalName;
  /** When it is unknown, as the end of a sentence that begins with "null when": for the documents. */
  readonly nullWhen: string;
  /**
   * True when it reads the promise, or how past promises were kept. The model of the lead time does not see such features:
   * it then stays right when the policy that makes promises changes.
   */
  readonly ofPromise: boolean;
  /**
   * True when what it means changes with the times: last year's late rate, the season. Such features are learned only where
   * there are lines enough to see whether what was learned held; measured, they do harm on smaller books.
   */
  readonly drifts?: true;
}

/** A number computed from a snapshot. Null is unknown; a value outside the range is clamped to it. */
export interface NumberFeature extends Described {
  readonly kind: 'number';
  readonly unit: string;
  readonly range: readonly [number, number];
  readonly compute: (snapshot: Snapshot) => number | null;
  /** A known value in words with its unit, without a full stop: `carrier cutoff in 1.2 h`. */
  readonly say: (value: number) => string;
}

/** One of a limited set of texts. Null is unknown. */
export interface CategoryFeature extends Described {
  readonly kind: 'category';
  readonly compute: (snapshot: Snapshot) => string | null;
  /** A known word in words: `ships from NORTH`. */
  readonly say: (word: string) => string;
}

export type Feature = NumberFeature | CategoryFeature;

/** What is computed once and for all of one line at one instant, in the order of the feature list. */
export interface FeatureRow {
  readonly numbers: readonly (number | null)[];
  readonly categories: readonly (string | null)[];
}

/** A feature as a saved model names it: equal signatures mean equal meaning. */
export function signatureOf(feature: Feature): string {
  const about = feature.ofPromise ? ' of the promise' : '';
  return feature.kind === 'number' ? `${feature.name} [${feature.unit}]${about}` : `${feature.name} [category]${about}`;
}
