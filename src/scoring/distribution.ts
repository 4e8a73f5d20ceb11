import { shareAfter, valueWithin, type Bins } from './bins.ts';

/** One head's spans with their probabilities, laid on the time line: days since 1970. */
export interface Component {
  /** Share of the mixture, all together 1. */
  readonly weight: number;
  readonly bins: Bins;
  readonly probabilities: Float32Array;
  readonly origin: number;
}

/** When a line will be delivered, as a mixture of what each head says. */
export type Distribution = readonly Component[];

/** Chance that the delivery is after an instant. */
export function chanceAfter(distribution: Distribution, instant: number): number {
  let chance = 0;
  for (const { weight, bins, probabilities, origin } of distribution) {
    for (let bin = 0; bin < probabilities.length; bin += 1) {
      chance += weight * (probabilities[bin] ?? 0) * shareAfter(bins, bin, instant - origin);
    }
  }
  return chance;
}

/** The instant by which the delivery has happened with a probability: found by halving, to about a second. */
export function instantAt(
  chanceBy: (instant: number) => number,
  distribution: Distribution,
  probability: number,
): number {
  let low = Math.min(...distribution.map(({ bins, origin }) => origin + valueWithin(bins, 0, 0)));
  let high = Math.max(...distribution.map(({ bins, origin }) => origin + valueWithin(bins, bins.spans.length - 1, 1)));
  for (let step = 0; step < HALVINGS && high - low > SECOND; step += 1) {
    const middle = (low + high) / 2;
    if (chanceBy(middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}

const HALVINGS = 40;
const SECOND = 1 / 86_400;
