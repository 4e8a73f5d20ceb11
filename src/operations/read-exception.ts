import type { OrderException } from '../domain/exception.ts';
import type { Money } from '../domain/money.ts';
import { isOpen, type OrderLine } from '../domain/order-line.ts';
import type { ExceptionHistoryEntry } from '../store/raised-exceptions.ts';

/** One event in the life of an exception. */
export type ExceptionEvent = Omit<ExceptionHistoryEntry, 'exceptionId'>;

/** The lines that an exception hits: those found, and those that its source names. In id order. */
export function linesOf({ lineIds }: OrderException, hit: readonly string[]): readonly string[] {
  return [...new Set([...hit, ...lineIds])].sort();
}

/** What is still to be delivered of these lines, by currency. Lines without a value add nothing. */
export function valueAtStake(lines: readonly OrderLine[]): readonly Money[] {
  const sums = new Map<string, number>();
  for (const line of lines) {
    if (!isOpen(line) || !line.value) continue;
    const { currency, amountMinor } = line.value;
    sums.set(currency, (sums.get(currency) ?? 0) + amountMinor);
  }
  return [...sums].map(([currency, amountMinor]) => ({ currency, amountMinor }));
}
