/** How a promise may be missed: what a line's loss is counted from. */
export interface Miss {
  /** Chance of a delivery after the promise, 0 to 1. */
  readonly late: number;
  /** Expected days begun after the promise, those of a kept promise being none. */
  readonly days: number;
}

const HOURS_PER_DAY = 24;
/** A chance is kept off 0 and 1 by this much: no score is that sure, and log-odds stay finite. */
const LEAST = 1e-4;
/** The least spread of a delivery, in hours: nothing is known to the minute. */
const LEAST_SPREAD_HOURS = 0.5;

/**
 * Chance that a delivery which is late with chance `late` is late once everything happens `shiftHours` later. The time of
 * delivery is taken as a logistic distribution of scale `spreadHours`: moving it by w hours adds w / spread to the log-odds.
 * A negative shift is a deadline that may move. No allocation: made for millions of calls.
 */
export function lateAfter(late: number, spreadHours: number, shiftHours: number): number {
  return 1 / (1 + Math.exp(-logOddsAfter(late, spreadHours, shiftHours)));
}

/**
 * Expected days begun after the promise, under the same distribution: E[(T - promise)+] is spread x ln(1 + e^z) hours at
 * log-odds z, and a day that is begun counts whole, which adds half a day to each miss on average.
 */
export function daysLateAfter(late: number, spreadHours: number, shiftHours: number): number {
  const z = logOddsAfter(late, spreadHours, shiftHours);
  const hours = Math.max(spreadHours, LEAST_SPREAD_HOURS) * (z > 30 ? z : Math.log1p(Math.exp(z)));
  return hours / HOURS_PER_DAY + 0.5 / (1 + Math.exp(-z));
}

/** Both of the above as one value. */
export function missAfter(late: number, spreadHours: number, shiftHours: number): Miss {
  return {
    late: lateAfter(late, spreadHours, shiftHours),
    days: daysLateAfter(late, spreadHours, shiftHours),
  };
}

/** Chance of being late with so many hours to spare, where nothing better is known: slack over spread as log-odds. */
export function lateFromSlack(slackHours: number, spreadHours: number): number {
  return 1 / (1 + Math.exp(slackHours / Math.max(spreadHours, LEAST_SPREAD_HOURS)));
}

/** The scale of the logistic distribution that has this median and this 90 % point: they lie ln 9 scales apart. */
export function spreadOf(p50Hours: number, p90Hours: number): number {
  return Math.max(LEAST_SPREAD_HOURS, (p90Hours - p50Hours) / Math.log(9));
}

function logOddsAfter(late: number, spreadHours: number, shiftHours: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, late));
  return Math.log(p / (1 - p)) + shiftHours / Math.max(spreadHours, LEAST_SPREAD_HOURS);
}
