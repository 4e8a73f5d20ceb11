import { bounded } from './calibration.ts';
import { chanceAfter, instantAt, type Distribution } from './distribution.ts';

/** What is to be expected of one line. Instants are days since 1970; null when the model has no idea any more. */
export interface Outlook {
  readonly late: number;
  readonly deliverP50: number | null;
  readonly deliverP90: number | null;
}

/**
 * What a distribution says of a line that is still open now: chances given that it took longer than until now. A line past its
 * promise is late.
 */
export function outlookOf(distribution: Distribution, promised: number, now: number): Outlook {
  const stillOpen = Math.max(chanceAfter(distribution, now), Number.MIN_VALUE);
  const chanceBy = (instant: number): number =>
    instant <= now ? 0 : 1 - chanceAfter(distribution, instant) / stillOpen;
  const isKnown = stillOpen > LEAST_KNOWN;
  return {
    late: now > promised ? bounded(1) : bounded(chanceAfter(distribution, promised) / stillOpen),
    deliverP50: isKnown ? instantAt(chanceBy, distribution, 0.5) : null,
    deliverP90: isKnown ? instantAt(chanceBy, distribution, 0.9) : null,
  };
}

/** Below this chance of being open as long as it is, the model has not seen the like. */
const LEAST_KNOWN = 1e-4;
