import { toDecimal, type Currency } from '../money.ts';
import type { LossComponent, Priority } from './cost-of-delay.ts';
import type { LossKind } from './loss.ts';

const NAMES: Readonly<Record<LossKind, string>> = {
  penalty: 'penalty',
  'lost-margin': 'lost margin',
  churn: 'customers lost',
  downstream: 'what waits with it',
};

/** A priority in two or three sentences: what waiting does to the promise, what that costs, and what floor it stands on. */
export function explainPriority(priority: Priority, currency: Currency): string {
  const { tier, effortMinutes, costOfDelayPerHour, waitHours, lateNow, lateNext } = priority;
  const risk =
    percent(lateNow) === percent(lateNext)
      ? `Waiting ${figure(waitHours)} h for the next opportunity leaves the chance of a miss at ${percent(lateNow)}.`
      : `Waiting ${figure(waitHours)} h for the next opportunity lifts the chance of a miss from ${percent(lateNow)} to ${percent(lateNext)}.`;
  if (costOfDelayPerHour === 0) return `${risk} Nothing is known that this would cost.${floorOf(tier)}`;
  const cost = `That costs ${money(costOfDelayPerHour, currency)} an hour (${sharesOf(priority.components)}) for ${figure(effortMinutes)} min of work.`;
  return `${risk} ${cost}${floorOf(tier)}`;
}

function floorOf(tier: Priority['tier']): string {
  if (tier === 'standard') return '';
  return tier === 'regulated'
    ? ' Regulated: ahead of any sum of money.'
    : ' Its contract is kept now or, more likely than not, broken: ahead of any sum of money.';
}

function sharesOf(components: readonly LossComponent[]): string {
  const sum = components.reduce((total, { amountPerHour }) => total + amountPerHour, 0);
  return [...components]
    .filter(({ amountPerHour }) => amountPerHour > 0)
    .sort((a, b) => b.amountPerHour - a.amountPerHour)
    .map(({ kind, amountPerHour }) => `${NAMES[kind]} ${percent(amountPerHour / sum)}`)
    .join(', ');
}

function money(amountMinor: number, currency: Currency): string {
  return `${toDecimal({ amountMinor, currency })} ${currency}`;
}

function percent(ratio: number): string {
  return `${figure(100 * ratio)} %`;
}

function figure(value: number): string {
  return value.toLocaleString('en', { maximumFractionDigits: Math.abs(value) < 10 ? 1 : 0 });
}
