import { shareAfter, valueWithin, type Bins } from './bins.ts';
import { bounded, calibrate, type Calibration } from './calibration.ts';

/** One head's spans with their probabilities, laid on the time line: days since 1970. */
export interface Component {
  /** Share of the mixture, all together 1. */
  readonly weight: number;
  readonly bins: Bins;
  readonly probabilities: Float32Array;
  readonly origin: number;
  /** Until when delivery is promised: what the correction is about. */
  readonly promised: number;
  readonly calibration: Calibration;
}

/** When a line will be delivered, as a mixture of what each head says. */
export type Distribution = readonly Component[];

/**
 * Chance that the delivery is after an instant. Each head is corrected before they are mixed: its chance of a late delivery by its
 * calibration, and the days before and after the promise along with it, so that chances and dates agree.
 */
export function chanceAfter(distribution: Distribution, instant: number): number {
  return distribution.reduce((sum, component) => sum + component.weight * correctedAfter(component, instant), 0);
}

function correctedAfter(component: Component, instant: number): number {
  const { promised, calibration } = component;
  const lateBefore = bounded(plainAfter(component, promised));
  const late = calibrate(calibration, lateBefore);
  if (instant === promised) return late;
  const chance = plainAfter(component, instant);
  if (instant > promised) return (Math.min(chance, lateBefore) * late) / lateBefore;
  return late + ((Math.max(chance, lateBefore) - lateBefore) * (1 - late)) / (1 - lateBefore);
}

function plainAfter({ bins, probabilities, origin }: Component, instant: number): number {
  let chance = 0;
  for (let bin = 0; bin < probabilities.length; bin += 1) {
    chance += (probabilities[bin] ?? 0) * shareAfter(bins, bin, instant - origin);
  }
  return chance;
}

/** The instant by which the delivery has happened with a probability: found by halving, to about a minute. */
export function instantAt(
  chanceBy: (instant: number) => number,
  distribution: Distribution,
  probability: number,
): number {
  let low = Math.min(...distribution.map(({ bins, origin }) => origin + valueWithin(bins, 0, 0)));
  let high = Math.max(...distribution.map(({ bins, origin }) => origin + valueWithin(bins, bins.spans.length - 1, 1)));
  for (let step = 0; step < HALVINGS && high - low > MINUTE; step += 1) {
    const middle = (low + high) / 2;
    if (chanceBy(middle) < probability) low = middle;
    else high = middle;
  }
  return high;
}

const HALVINGS = 40;
const MINUTE = 1 / 1440;
