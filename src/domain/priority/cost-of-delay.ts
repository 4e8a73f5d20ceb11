import type { LossRatios } from './loss-ratios.ts';
import { LOSSES, lossOf, type LossKind } from './loss.ts';
import { chanceAt, logOddsAfter, logOddsOfHours } from './miss.ts';
import type { Stake } from './stake.ts';
import { tierOf, type Commitment, type Tier } from './tier.ts';

/** One line's case for being released now. */
export interface DelayCase extends Commitment {
  readonly stake: Stake;
  /** Chance to miss the promise when it is released now, 0 to 1. */
  readonly late: number;
  /** Hours by which it is expected to be late when it is released now, once its promise has passed: what it cost by then is lost. Null before. */
  readonly overdueHours: number | null;
  /** Scale of the spread of its delivery, in hours. */
  readonly spreadHours: number;
  /** Hours that the promise may move without harm, by agreement. */
  readonly flexibleHours: number;
  /** Hours until it can next be released: the next wave, or the next cutoff. */
  readonly waitHours: number;
  /** Hours by which it is delivered later then: none while both make the same cutoff, a day and more when it is missed. */
  readonly shiftHours: number;
  /** Minutes of scarce work to release it. */
  readonly effortMinutes: number;
}

export interface LossComponent {
  readonly kind: LossKind;
  /** Minor units per hour of waiting, in steps of 2^-18: sums of such numbers are exact in any order. */
  readonly amountPerHour: number;
}

/** What waiting costs, and what place that gives. */
export interface Priority {
  readonly tier: Tier;
  /** Cost of delay per hour and minute of work: what lines of one tier stand by, highest first. */
  readonly score: number;
  /** Minor units of the book's currency per hour of waiting: the sum of its components. */
  readonly costOfDelayPerHour: number;
  readonly effortMinutes: number;
  readonly components: readonly LossComponent[];
  /** Chance of a miss when released now, and at the next opportunity, counted from the promise as far as it may move. */
  readonly lateNow: number;
  readonly lateNext: number;
  readonly waitHours: number;
}

/** The priority of one line, with all that explains it. `docs/priority.md` derives it. */
export function costOfDelay(given: DelayCase, ratios: LossRatios): Priority {
  const waitHours = atLeast(given.waitHours, LEAST_WAIT_HOURS);
  const effortMinutes = atLeast(given.effortMinutes, LEAST_EFFORT_MINUTES);
  const components = LOSSES.map((kind) => ({ kind, amountPerHour: perHour(kind, given, ratios) }));
  const costOfDelayPerHour = components.reduce((sum, { amountPerHour }) => sum + amountPerHour, 0);
  const [lateNow, lateNext] = [lateWhenMoved(given, 0), lateWhenMoved(given, given.shiftHours)];
  return {
    tier: tierOf(given, lateNow, lateNext),
    score: costOfDelayPerHour / effortMinutes,
    costOfDelayPerHour,
    effortMinutes,
    components,
    lateNow,
    lateNext,
    waitHours,
  };
}

/**
 * The score of `costOfDelay` alone, to the last bit, without making an object: for callers that rank millions of lines, and fill one
 * case again and again. Their tier is `tierOf` at `lateWhenMoved` by nothing and by the shift.
 */
export function costOfDelayScore(given: DelayCase, ratios: LossRatios): number {
  let sum = 0;
  for (const kind of LOSSES) sum += perHour(kind, given, ratios);
  return sum / atLeast(given.effortMinutes, LEAST_EFFORT_MINUTES);
}

/** Chance to miss the promise, counted from as far as it may move, when everything happens so many hours later. What is late stays so. */
export function lateWhenMoved(given: DelayCase, shiftHours: number): number {
  const { overdueHours, flexibleHours } = given;
  if (overdueHours !== null && overdueHours > flexibleHours) return 1;
  return chanceAt(logOddsWhenMoved(given, shiftHours));
}

function logOddsWhenMoved({ late, overdueHours, spreadHours, flexibleHours }: DelayCase, shiftHours: number): number {
  const hours = Math.max(0, shiftHours) - flexibleHours;
  return overdueHours === null
    ? logOddsAfter(late, spreadHours, hours)
    : logOddsOfHours(overdueHours + hours, spreadHours);
}

function perHour(kind: LossKind, given: DelayCase, ratios: LossRatios): number {
  const waitHours = atLeast(given.waitHours, LEAST_WAIT_HOURS);
  return toStep(
    (lossWhenMoved(kind, given, ratios, given.shiftHours) - lossWhenMoved(kind, given, ratios, 0)) / waitHours,
  );
}

function lossWhenMoved(kind: LossKind, given: DelayCase, ratios: LossRatios, shiftHours: number): number {
  const late = lateWhenMoved(given, shiftHours);
  return lossOf(kind, given.stake, ratios, late, logOddsWhenMoved(given, shiftHours), given.spreadHours);
}

/** A minute: what could be released again at once would cost without bound. */
const LEAST_WAIT_HOURS = 1 / 60;
const LEAST_EFFORT_MINUTES = 0.1;
const STEPS = 2 ** 18;
/** The most that one component tells, in minor units per hour: four of them still add up exactly in a double. */
const MOST_PER_HOUR = 2 ** 32;

/** Rounds to a step and keeps the sum of four exact. What is not a number, or less than nothing, is nothing. */
function toStep(amountPerHour: number): number {
  if (!(amountPerHour > 0)) return 0;
  return Math.round(Math.min(amountPerHour, MOST_PER_HOUR) * STEPS) / STEPS;
}

function atLeast(value: number, least: number): number {
  return value > least ? value : least;
}
