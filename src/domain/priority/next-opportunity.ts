/** What stands between releasing a line now and handing it over. All hours are from now. */
export interface Release {
  /** Hours until the next wave. */
  readonly waveHours: number;
  /** Hours from the release until it stands at the dock: the work before it, and its own. */
  readonly handlingHours: number;
  /** Hours until the coming cutoffs of its carrier service, ascending; empty when they are unknown. */
  readonly cutoffHours: readonly number[];
}

export interface Opportunity {
  /** Hours until it can next be released. */
  readonly waitHours: number;
  /** Hours by which it is expected to be handed over later then. */
  readonly shiftHours: number;
}

/**
 * The next time a line can be released, and what waiting for it does to the hand-over. Without cutoffs the hand-over moves as far
 * as the release; with them it stays while both make the same one.
 */
export function nextOpportunity({ waveHours, handlingHours, cutoffHours }: Release): Opportunity {
  if (cutoffHours.length === 0) return { waitHours: waveHours, shiftHours: waveHours };
  const shiftHours = handOverHours(waveHours + handlingHours, cutoffHours) - handOverHours(handlingHours, cutoffHours);
  return { waitHours: waveHours, shiftHours: Math.max(0, shiftHours) };
}

/** How far the work in a warehouse strays from its plan, as the scale of a logistic distribution: an assumption. */
const SPREAD_OF_HANDLING = 0.15;
const LEAST_SPREAD_HOURS = 0.25;

/**
 * Expected hours until the hand-over of a line that will be ready in `readyHours`: each cutoff that it may miss moves it to the
 * next one. What misses all of those given waits as long again as between the last two, or a day.
 */
export function handOverHours(readyHours: number, cutoffHours: readonly number[]): number {
  const spread = Math.max(LEAST_SPREAD_HOURS, SPREAD_OF_HANDLING * readyHours);
  let expected = cutoffHours[0] ?? readyHours;
  for (let i = 0; i < cutoffHours.length; i += 1) {
    const cutoff = cutoffHours[i] ?? 0;
    const gap = (cutoffHours[i + 1] ?? cutoff + Math.max(24, cutoff - (cutoffHours[i - 1] ?? cutoff))) - cutoff;
    expected += gap / (1 + Math.exp((cutoff - readyHours) / spread));
  }
  return expected;
}
