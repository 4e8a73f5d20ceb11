import { z } from 'zod';
import { AppError } from '../errors.ts';

/** ISO 4217 code in capitals, such as `USD`. */
export const Currency = z.string().regex(/^[A-Z]{3}$/, 'expected an ISO 4217 currency code like USD');
export type Currency = z.infer<typeof Currency>;

/** An amount in minor units (cents for USD, whole yen for JPY) of one currency. Never a float of major units. */
export const Money = z.object({ amountMinor: z.int(), currency: Currency });
export type Money = z.infer<typeof Money>;

const digits = new Map<Currency, number>();

/** Digits after the decimal point in a currency: 2 for USD, 0 for JPY (CLDR, as shipped with the runtime). */
export function minorDigits(currency: Currency): number {
  const known = digits.get(currency);
  if (known !== undefined) return known;
  const found =
    new Intl.NumberFormat('en', { style: 'currency', currency }).resolvedOptions().maximumFractionDigits ?? 2;
  digits.set(currency, found);
  return found;
}

const currencies = new Set(Intl.supportedValuesOf('currency'));

/** Whether a code names a currency that there is (ISO 4217, as shipped with the runtime). */
export function isKnownCurrency(currency: Currency): boolean {
  return currencies.has(currency);
}

/** Rounds a decimal amount of major units, such as `734.705`, half away from zero to minor units. Throws `INPUT_INVALID` for NaN and beyond 2^53. */
export function toMoney(major: number, currency: Currency): Money {
  const [mantissa = '', exponent = '0'] = String(Math.abs(major)).split('e');
  const amountMinor = Math.sign(major) * Math.round(Number(`${mantissa}e${Number(exponent) + minorDigits(currency)}`));
  if (!Number.isSafeInteger(amountMinor))
    throw new AppError(
      'INPUT_INVALID',
      `expected an amount of money within 2^53 minor units, came ${major} ${currency}`,
    );
  return { amountMinor: amountMinor === 0 ? 0 : amountMinor, currency };
}

/** Major units as a plain decimal string: `734.71`. */
export function toDecimal({ amountMinor, currency }: Money): string {
  return (amountMinor / 10 ** minorDigits(currency)).toFixed(minorDigits(currency));
}
