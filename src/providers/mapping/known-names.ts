import { Currency } from '../../domain/money.ts';
import { isZone } from '../../domain/time.ts';
import { didYouMean } from '../did-you-mean.ts';

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** A code of the ISO 4217 table that ships with the runtime. */
export function isCurrency(text: string): boolean {
  return Currency.safeParse(text).success && currencies.has(text);
}

/** Why a text is no currency code; null when it is. */
export function currencyProblem(text: string): string | null {
  return isCurrency(text) ? null : `expected an ISO 4217 currency code such as USD, came ${JSON.stringify(text)}`;
}

/** Why a text is no time zone; null when it is. */
export function zoneProblem(text: string): string | null {
  if (isZone(text)) return null;
  return `expected an IANA time zone, came ${JSON.stringify(text)}${didYouMean(text, Intl.supportedValuesOf('timeZone'))}`;
}
