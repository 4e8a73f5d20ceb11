import { isKnownCurrency } from '../domain/money.ts';
import { daysBetween, toMs } from '../domain/time.ts';
import type { Snapshot } from './snapshot.ts';

/** Days from the order after which an open line is none of those that a model has seen. */
const OLDEST_DAYS = 5 * 365;
/** Days that a promise may lie from its order, before and after. */
const PROMISE_DAYS = [-60, 5 * 365] as const;
/** Days that an order may lie ahead: clocks differ, and orders are entered in advance. */
const AHEAD_DAYS = 60;

/**
 * Why a model must not be asked about a line, in words; null when it may be. Such a line is scored by the rules, and the reason is
 * told with the score: nothing absurd is scored silently.
 */
export function unfitForModel({ line, order, asOf }: Snapshot): string | null {
  const { quantity, value, promisedDeliverBy } = line;
  if (!Number.isFinite(quantity.value) || quantity.value <= 0) return `a quantity of ${quantity.value}`;
  if (value && !Number.isFinite(value.amountMinor)) return `a value of ${value.amountMinor}`;
  if (value && value.amountMinor < 0) return `a value below nothing (${value.amountMinor})`;
  if (value && !isKnownCurrency(value.currency)) return `a value in ${value.currency}, which is no currency`;
  if (Number.isNaN(toMs(order.placedAt))) return `an order date that is none: ${order.placedAt}`;
  const ageDays = daysBetween(order.placedAt, asOf);
  if (ageDays > OLDEST_DAYS) return `an order of ${years(ageDays)} years ago`;
  if (ageDays < -AHEAD_DAYS) return `an order dated ${Math.round(-ageDays)} days ahead`;
  if (promisedDeliverBy === null) return null;
  if (Number.isNaN(toMs(promisedDeliverBy))) return `a promised date that is none: ${promisedDeliverBy}`;
  const leadDays = daysBetween(order.placedAt, promisedDeliverBy);
  const [earliest, latest] = PROMISE_DAYS;
  if (leadDays < earliest) return `a promise ${Math.round(-leadDays)} days before its order`;
  return leadDays > latest ? `a promise ${years(leadDays)} years after its order` : null;
}

function years(days: number): string {
  return (days / 365.25).toFixed(1);
}
