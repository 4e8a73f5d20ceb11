import type { OrderLine } from '../domain/order-line.ts';

export interface Priority {
  /** Expected value at risk, in minor units of the book's currency: what a queue is sorted by, highest first. */
  readonly score: number;
}

/**
 * What a line's place in a queue is worth: its risk times its value. Without a risk (no model, or nothing promised) it is 0,
 * and the line stands at the end. A line whose value is unknown counts as one minor unit: behind every line of known
 * value with the like risk, and by risk among its own.
 */
export function priorityOf(line: Pick<OrderLine, 'value'>, late: number | null): Priority {
  if (late === null) return { score: 0 };
  return { score: late * Math.max(1, line.value?.amountMinor ?? 1) };
}
