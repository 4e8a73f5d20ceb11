import { toMoney, type Currency, type Money } from '../../domain/money.ts';
import { isZone } from '../../domain/time.ts';
import { AppError } from '../../errors.ts';
import type { Scalar } from './field-schema.ts';
import { isCurrency } from './known-names.ts';

/** Turns a value into what a field holds; undefined when it is not of that type. */
export type Convert<T> = (value: NonNullable<Scalar>) => T | undefined;

export function toText(value: NonNullable<Scalar>): string {
  return String(value);
}

export function toNumber(parse: (text: string) => number | undefined): Convert<number> {
  return (value) => {
    if (typeof value === 'number') return value;
    return typeof value === 'string' ? parse(value) : undefined;
  };
}

export function toInteger(parse: (text: string) => number | undefined): Convert<number> {
  const number = toNumber(parse);
  return (value) => {
    const found = number(value);
    return Number.isSafeInteger(found) ? found : undefined;
  };
}

const BOOLEANS: Readonly<Record<string, boolean | undefined>> = {
  true: true,
  t: true,
  yes: true,
  y: true,
  '1': true,
  false: false,
  f: false,
  no: false,
  n: false,
  '0': false,
};

export function toBoolean(value: NonNullable<Scalar>): boolean | undefined {
  return typeof value === 'boolean' ? value : BOOLEANS[String(value).toLowerCase()];
}

export function toChoice(choices: readonly string[]): Convert<string> {
  return (value) => choices.find((choice) => choice === value);
}

export function toZone(value: NonNullable<Scalar>): string | undefined {
  return typeof value === 'string' && isZone(value) ? value : undefined;
}

export function toCurrency(value: NonNullable<Scalar>): Currency | undefined {
  return typeof value === 'string' && isCurrency(value) ? value : undefined;
}

/** Undefined for an amount beyond 2^53 minor units. */
export function moneyOf(major: number, currency: Currency): Money | undefined {
  try {
    return toMoney(major, currency);
  } catch (error) {
    if (error instanceof AppError) return undefined;
    throw error;
  }
}
