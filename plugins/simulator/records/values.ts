import { toInstant, type Instant, type Money, type Quantity } from '../../../src/providers/index.ts';
import { CURRENCY, UOM, type SimTime } from '../world/state.ts';

export function instantAt(time: SimTime): Instant {
  return toInstant(new Date(time));
}

/** Null for what has not happened. */
export function instantOrNull(time: SimTime | null): Instant | null {
  return time === null ? null : instantAt(time);
}

export function money(amountMinor: number): Money {
  return { amountMinor: Math.round(amountMinor), currency: CURRENCY };
}

export function pieces(value: number): Quantity {
  return { value, uom: UOM };
}
