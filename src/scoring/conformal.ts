import type { Levels } from './outlook.ts';

/** The probabilities that are called P50 and P90 where nothing is known of how well they hold. */
export const PLAIN_LEVELS: Levels = { p50: 0.5, p90: 0.9 };

/** Fewer outcomes do not say how well a date holds. */
const LEAST_OUTCOMES = 50;
/** No date is told that is surer than this: behind it the model has seen next to nothing. */
const MOST = 0.995;

/**
 * Split conformal prediction of dates: outcomes that a model was not trained on say which of its probabilities really holds half
 * of the deliveries, and which nine in ten, and those are told as P50 and P90. Were the next lines like these, at least that share
 * of them would be delivered by the date, whatever is wrong with the model (Chernozhukov, Wüthrich and Zhu 2021, distributional
 * conformal prediction). `chancesBefore` are the model's chances, one per line, that it would be delivered before the moment when
 * it was; 1 for a line that is overdue and still open.
 */
export function levelsFor(chancesBefore: readonly number[]): Levels {
  if (chancesBefore.length < LEAST_OUTCOMES) return PLAIN_LEVELS;
  const sorted = Float64Array.from(chancesBefore).sort();
  const level = (share: number): number => {
    const rank = Math.min(sorted.length, Math.ceil((sorted.length + 1) * share));
    return Math.min(MOST, (sorted[rank - 1] ?? share) + 1e-6);
  };
  const p50 = level(0.5);
  return { p50, p90: Math.max(p50, level(0.9)) };
}
