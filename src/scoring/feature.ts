import type { Snapshot } from './snapshot.ts';

interface Described {
  readonly name: string;
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
}

/** One of a limited set of texts. Null is unknown. */
export interface CategoryFeature extends Described {
  readonly kind: 'category';
  readonly compute: (snapshot: Snapshot) => string | null;
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
