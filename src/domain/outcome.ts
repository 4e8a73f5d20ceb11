import { isLate, type OrderLine } from './order-line.ts';
import { daysBetween, type Instant } from './time.ts';

/** How lines of one key (a route, an item, a customer) turned out on one UTC day of delivery. */
export interface OutcomeDay {
  readonly key: string;
  /** `2013-06-01`, the UTC date on which the outcomes became known. */
  readonly day: string;
  readonly lines: number;
  readonly late: number;
  /** Sum over the lines of days from order to delivery. */
  readonly leadDays: number;
  /** Sum over the lines of days from promise to delivery; negative is early. */
  readonly delayDays: number;
}

export type OutcomeTally = Omit<OutcomeDay, 'key' | 'day'>;

/** What one line counts for: how it turned out, under each of its history keys. */
export interface CountedOutcome extends Omit<OutcomeDay, 'key' | 'lines'> {
  readonly keys: readonly string[];
}

/** How one line turned out, and when that became known. */
export interface LineOutcome {
  readonly knownAt: Instant;
  readonly late: boolean;
  readonly leadDays: number;
  readonly delayDays: number;
}

/** Null until the line is delivered, and for a line that was promised nothing. */
export function outcomeOf(line: OrderLine, placedAt: Instant): LineOutcome | null {
  const late = isLate(line);
  if (late === null || !line.deliveredAt || !line.promisedDeliverBy) return null;
  return {
    knownAt: line.deliveredAt,
    late,
    leadDays: daysBetween(placedAt, line.deliveredAt),
    delayDays: daysBetween(line.promisedDeliverBy, line.deliveredAt),
  };
}
