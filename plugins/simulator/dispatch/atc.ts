import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import type { Dispatch, DispatchContext, DispatchLine } from './dispatch.ts';

/** What the authors leave open. */
export interface AtcOptions {
  /** Look-ahead: how many mean processing times before its due date a line begins to press. The authors use about 2. */
  readonly k: number;
  /** A day's weight of a line without a penalty, as a share of its value: the rule knows no weight of zero. Assumed. */
  readonly leastRatioPerDay: number;
}

/**
 * Apparent tardiness cost (A. P. J. Vepsalainen and T. E. Morton, Priority Rules for Job Shops with Weighted Tardiness Costs,
 * Management Science 33(8), 1987): w/p × exp(−max(0, d − p − t) / (k × p̄)).
 *
 * w is what a line costs an hour when it is late, by its penalty clause, and w/p is by the work that it takes. Where time is counted, in the
 * slack, p is the time from entering a wave to the dock, as waves and not lines pass through a site one after another: p̄ is
 * the same. The logarithm of the index is returned: it ranks alike, and does not become zero for lines due in a month.
 */
export function atc({ k = 2, leastRatioPerDay = 0.001 }: Partial<AtcOptions> = {}): Dispatch {
  return {
    name: 'atc',
    rank: (lines, context) => Float64Array.from(lines, (line) => logIndex(line, context, k, leastRatioPerDay)),
  };
}

function logIndex(line: DispatchLine, { now, waveHours }: DispatchContext, k: number, leastRatio: number): number {
  const slackHours = Math.max(0, (line.promisedShipBy - now) / MS_PER_HOUR - waveHours);
  return Math.log(weightPerHour(line, leastRatio) / line.effortMinutes) - slackHours / (k * waveHours);
}

/** What an hour late costs: the daily share of the value, and the flat sum as if it were spread over a day. In US cents. */
function weightPerHour({ terms, valueMinor }: DispatchLine, leastRatio: number): number {
  const daily = Math.max(leastRatio, terms.latePenaltyRatioPerDay) * valueMinor;
  return (daily + (terms.latePenaltyFlat?.amountMinor ?? 0)) / 24;
}
