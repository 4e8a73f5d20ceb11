import { addMs, MS_PER_DAY, type Instant } from '../domain/time.ts';

/** How far back a history counts. */
export const HISTORY_DAYS = 365;

/**
 * The UTC days whose outcomes a history counts at an instant: from (inclusive) to (exclusive). The day of the instant itself
 * is left out, so that a day's tally, which knows no hours, can never tell what came later that day.
 */
export function historyWindow(asOf: Instant): { readonly fromDay: string; readonly toDay: string } {
  return { fromDay: dayOf(addMs(asOf, -HISTORY_DAYS * MS_PER_DAY)), toDay: dayOf(asOf) };
}

/** `2013-06-01`, the UTC date of an instant. */
export function dayOf(instant: Instant): string {
  return instant.slice(0, 10);
}
