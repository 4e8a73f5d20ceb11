import type { RulePoint } from '../../domain/promise-risk.ts';
import { addMs, MS_PER_DAY, type Instant } from '../../domain/time.ts';
import { bounded } from '../calibration.ts';
import { chanceOf, logOddsOf } from '../log-odds.ts';
import type { Snapshot } from '../snapshot.ts';
import { bookLateRatio } from './base-rate.ts';
import { expectationOf } from './expectation.ts';
import { RULES } from './rule-list.ts';

/** What the rules say of one line. */
export interface RuleScore {
  readonly late: number;
  readonly deliverP50At: Instant | null;
  readonly deliverP90At: Instant | null;
  /** Log-odds that all lines of the book start from. */
  readonly baseLogOdds: number;
  /** What each rule added: with the base they make the log-odds of `late`, exactly. */
  readonly points: readonly RulePoint[];
}

/**
 * Scores one line by the documented rules: the book's own late rate, and what each rule adds to its log-odds. Needs no model and
 * throws for no input: a rule that cannot read its fact says nothing. Null for a line that was promised nothing.
 */
export function scoreByRules(snapshot: Snapshot): RuleScore | null {
  if (snapshot.line.promisedDeliverBy === null) return null;
  const expected = expectationOf(snapshot);
  const baseLogOdds = logOddsOf(bookLateRatio(snapshot));
  const weighed = RULES.flatMap(({ name, weigh }): RulePoint[] => {
    const weight = weigh(snapshot, expected);
    return weight && Number.isFinite(weight.logOdds) ? [{ name, ...weight }] : [];
  });
  const sum = weighed.reduce((total, { logOdds }) => total + logOdds, baseLogOdds);
  const late = snapshot.asOf > snapshot.line.promisedDeliverBy ? bounded(1) : bounded(chanceOf(sum));
  const rest = logOddsOf(late) - sum;
  const overdue = { name: PROMISE_PASSED, logOdds: rest, said: `promised by ${snapshot.line.promisedDeliverBy}` };
  return {
    late,
    deliverP50At: instantIn(snapshot.asOf, expected.deliverDays),
    deliverP90At: instantIn(snapshot.asOf, expected.deliverDays + expected.spreadDays * Math.log(9)),
    baseLogOdds,
    points: Math.abs(rest) < 1e-9 ? weighed : [...weighed, overdue],
  };
}

/** What brings a score to its bounds when the rules alone do not: a promise that has passed, above all. */
export const PROMISE_PASSED = 'promise_passed';

function instantIn(asOf: Instant, days: number): Instant | null {
  return Number.isFinite(days) && Math.abs(days) < 36_500 ? addMs(asOf, days * MS_PER_DAY) : null;
}
