import type { LossRatios } from './loss-ratios.ts';
import { LOSSES, lossOf, type LossKind } from './loss.ts';
import { daysLateAfter, lateAfter, missAfter, type Miss } from './miss.ts';
import type { Stake } from './stake.ts';
import { tierOf, type Commitment, type Tier } from './tier.ts';

/** One line's case for being released now. */
export interface DelayCase extends Commitment {
  readonly stake: Stake;
  /** Chance to miss the promise when it is released now, 0 to 1. */
  readonly late: number;
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
  const { stake, late, spreadHours, flexibleHours, shiftHours } = given;
  const waitHours = atLeast(given.waitHours, LEAST_WAIT_HOURS);
  const effortMinutes = atLeast(given.effortMinutes, LEAST_EFFORT_MINUTES);
  const now = missAfter(late, spreadHours, -flexibleHours);
  const next = missAfter(late, spreadHours, Math.max(0, shiftHours) - flexibleHours);
  const components = LOSSES.map((kind) => ({
    kind,
    amountPerHour: perHour(kind, stake, ratios, now, next, waitHours),
  }));
  const costOfDelayPerHour = components.reduce((sum, { amountPerHour }) => sum + amountPerHour, 0);
  return {
    tier: tierOf(given, now.late, next.late),
    score: costOfDelayPerHour / effortMinutes,
    costOfDelayPerHour,
    effortMinutes,
    components,
    lateNow: now.late,
    lateNext: next.late,
    waitHours,
  };
}

/**
 * The score of `costOfDelay` alone, to the last bit, without making an object: for callers that rank millions of lines. Their
 * tier is `tierOf` at `lateAfter` of no shift and of the shift, both less the flexible hours.
 */
export function costOfDelayScore(
  stake: Stake,
  ratios: LossRatios,
  late: number,
  spreadHours: number,
  flexibleHours: number,
  waitHours: number,
  shiftHours: number,
  effortMinutes: number,
): number {
  const hours = atLeast(waitHours, LEAST_WAIT_HOURS);
  const later = Math.max(0, shiftHours) - flexibleHours;
  const lateNow = lateAfter(late, spreadHours, -flexibleHours);
  const daysNow = daysLateAfter(late, spreadHours, -flexibleHours);
  const lateNext = lateAfter(late, spreadHours, later);
  const daysNext = daysLateAfter(late, spreadHours, later);
  let sum = 0;
  for (const kind of LOSSES) {
    const now = lossOf(kind, stake, ratios, lateNow, daysNow);
    sum += toStep((lossOf(kind, stake, ratios, lateNext, daysNext) - now) / hours);
  }
  return sum / atLeast(effortMinutes, LEAST_EFFORT_MINUTES);
}

function perHour(kind: LossKind, stake: Stake, ratios: LossRatios, now: Miss, next: Miss, waitHours: number): number {
  const before = lossOf(kind, stake, ratios, now.late, now.days);
  return toStep((lossOf(kind, stake, ratios, next.late, next.days) - before) / waitHours);
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
