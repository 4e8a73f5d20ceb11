import type { PageQuery } from './list.ts';
import type { Priority } from './priority/cost-of-delay.ts';
import type { Order } from './order.ts';
import { isOpen, type OrderLine } from './order-line.ts';

export const QUEUE_KINDS = ['release', 'backorder'] as const;
export type QueueKind = (typeof QUEUE_KINDS)[number];

/**
 * The queue in which a line waits; null when it waits in none. Backorder: accepted without supply. Release: everything else
 * that is still to leave and that no hold blocks.
 */
export function queueOf(order: Order, line: OrderLine): QueueKind | null {
  if (order.cancelled || !isOpen(line) || line.status === 'shipped') return null;
  if ((line.backordered ?? 0) > 0) return 'backorder';
  return isHeld(order, line) ? null : 'release';
}

/** Whether a hold on the order or on this line blocks it. */
export function isHeld(order: Order, line: Pick<OrderLine, 'lineNumber'>): boolean {
  return holdsOn(order, line).length > 0;
}

/** The holds that block this line: its own and those of the whole order. */
export function holdsOn(
  { holds }: Pick<Order, 'holds'>,
  { lineNumber }: Pick<OrderLine, 'lineNumber'>,
): Order['holds'] {
  return holds.filter((hold) => hold.lineNumber === null || hold.lineNumber === lineNumber);
}

/** A line's place in the work, as last scored. */
export interface QueueEntry extends Priority {
  readonly lineId: string;
  readonly kind: QueueKind;
  readonly siteId: string | null;
  /** Where it stands, as `placeOf` says it: the smaller text goes first. */
  readonly place: string;
}

/** What orders lines in a queue. */
export type QueuePlace = Pick<QueueEntry, 'lineId' | 'kind' | 'siteId' | 'place' | 'score'>;

/** The order of a queue: negative when a stands before b. */
export function compareEntries(a: Pick<QueueEntry, 'place'>, b: Pick<QueueEntry, 'place'>): number {
  return a.place < b.place ? -1 : a.place > b.place ? 1 : 0;
}

export interface QueueQuery extends PageQuery {
  readonly kind: QueueKind;
  readonly siteId: string | null;
}
