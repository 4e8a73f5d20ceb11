import { bounded, calibrate, type Calibration } from './calibration.ts';
import { chanceAfter, instantAt, type Distribution } from './distribution.ts';

/** What is to be expected of one line. Instants are days since 1970; null when the model has no idea any more. */
export interface Outlook {
  readonly late: number;
  readonly deliverP50: number | null;
  readonly deliverP90: number | null;
}

/**
 * What a distribution says of a line that is still open now: chances given that it took longer than until now. The correction
 * is applied to the chance as the line was placed, and moves the days before and after the promise with it, so that
 * chance and dates agree. A line past its promise is late.
 */
export function outlookOf(
  distribution: Distribution,
  calibration: Calibration,
  promised: number,
  now: number,
): Outlook {
  const lateBefore = bounded(chanceAfter(distribution, promised));
  const late = calibrate(calibration, lateBefore);
  const after = (instant: number): number => {
    const chance = chanceAfter(distribution, instant);
    if (instant >= promised) return (Math.min(chance, lateBefore) * late) / lateBefore;
    return late + ((Math.max(chance, lateBefore) - lateBefore) * (1 - late)) / (1 - lateBefore);
  };
  const stillOpen = after(now);
  const chanceBy = (instant: number): number => (instant <= now ? 0 : 1 - after(instant) / stillOpen);
  const isKnown = stillOpen > LEAST_KNOWN;
  return {
    late: now > promised ? bounded(1) : bounded(late / stillOpen),
    deliverP50: isKnown ? instantAt(chanceBy, distribution, 0.5) : null,
    deliverP90: isKnown ? instantAt(chanceBy, distribution, 0.9) : null,
  };
}

/** Below this chance of being open as long as it is, the model has not seen the like. */
const LEAST_KNOWN = 1e-4;
