import { minorDigits, type Money } from '../../domain/money.ts';
import type { Costs } from '../../domain/priority/cost-settings.ts';

/** An amount in minor units of the book's currency; null when it is unknown, or in a currency without a rate. */
export function toBookMinor(money: Money | null, { currency, rates }: Costs): number | null {
  if (!money || !Number.isFinite(money.amountMinor)) return null;
  if (money.currency === currency) return money.amountMinor;
  const rate = rates[money.currency];
  if (rate === undefined) return null;
  return money.amountMinor * rate * 10 ** (minorDigits(currency) - minorDigits(money.currency));
}
