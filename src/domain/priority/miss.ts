/** A chance is kept off 0 and 1 by this much: no score is that sure, and log-odds stay finite. */
const LEAST = 1e-4;
/** The least spread of a delivery, in hours: nothing is known to the minute. */
const LEAST_SPREAD_HOURS = 0.5;
/** Past these log-odds a chance cannot be told from 0 or 1: who knows how late such a line is must say it in hours. */
export const MOST_LOG_ODDS = Math.log((1 - LEAST) / LEAST);

/**
 * Log-odds of a miss of a delivery that is late with chance `late`, once everything happens `shiftHours` later. The time of delivery is
 * taken as a logistic distribution of scale `spreadHours`: moving it by w hours adds w / spread to the log-odds. A negative shift is
 * a deadline that may move.
 */
export function logOddsAfter(late: number, spreadHours: number, shiftHours: number): number {
  const p = Math.min(1 - LEAST, Math.max(LEAST, late));
  return Math.log(p / (1 - p)) + logOddsOfHours(shiftHours, spreadHours);
}

/** What so many hours are in log-odds: those of a miss, of a delivery whose median lies so long behind its promise. */
export function logOddsOfHours(hours: number, spreadHours: number): number {
  return hours / Math.max(spreadHours, LEAST_SPREAD_HOURS);
}

/** The chance of log-odds. */
export function chanceAt(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Chance that a delivery which is late with chance `late` is late once everything happens `shiftHours` later. */
export function lateAfter(late: number, spreadHours: number, shiftHours: number): number {
  return chanceAt(logOddsAfter(late, spreadHours, shiftHours));
}

/** Expected hours after a deadline, those of a kept one being none: E[(T - deadline)+] is spread x ln(1 + e^z) at log-odds z. */
export function hoursLateAt(logOdds: number, spreadHours: number): number {
  return Math.max(spreadHours, LEAST_SPREAD_HOURS) * (logOdds > 30 ? logOdds : Math.log1p(Math.exp(logOdds)));
}

/** Chance of being late with so many hours to spare, where nothing better is known: slack over spread as log-odds. */
export function lateFromSlack(slackHours: number, spreadHours: number): number {
  return chanceAt(-logOddsOfHours(slackHours, spreadHours));
}

/** The scale of the logistic distribution that has this median and this 90 % point: they lie ln 9 scales apart. */
export function spreadOf(p50Hours: number, p90Hours: number): number {
  return Math.max(LEAST_SPREAD_HOURS, (p90Hours - p50Hours) / Math.log(9));
}
