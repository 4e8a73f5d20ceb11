import type { Money } from '../../domain/money.ts';
import type { Order } from '../../domain/order.ts';
import type { OrderLine } from '../../domain/order-line.ts';
import type { HoldRecord } from '../../domain/record/order-record.ts';
import { addMs, MS_PER_DAY, type Instant } from '../../domain/time.ts';
import type { LineOfOrder } from '../snapshot-of.ts';

/** What could be otherwise with a line. What is absent or undefined stays as it is. */
export interface LineChanges {
  readonly promisedDeliverBy?: Instant | undefined;
  readonly promisedShipBy?: Instant | undefined;
  readonly requestedDeliverBy?: Instant | undefined;
  /** Days by which what was promised moves; earlier when negative. */
  readonly movePromiseDays?: number | undefined;
  readonly siteId?: string | undefined;
  readonly carrierServiceId?: string | undefined;
  readonly itemId?: string | undefined;
  readonly quantity?: number | undefined;
  readonly value?: Money | undefined;
  /** What holds it back: nothing, or a hold of this kind on top of those in force. */
  readonly hold?: 'none' | HoldRecord['kind'] | undefined;
  /** Stock of its item at its site. */
  readonly onHand?: number | undefined;
  /** Part of that stock that is bound to other lines. */
  readonly boundToOthers?: number | undefined;
  /** Days by which what is still to come of its item comes later. */
  readonly delaySupplyDays?: number | undefined;
  /** True: released ahead of all that waits at its site. */
  readonly isFirstAtSite?: boolean | undefined;
}

/** The line and its order as they would be. Whatever then lies around them (stock, site, carrier, history) is to be looked up anew. */
export function changeLine<T extends Omit<LineOfOrder, 'keys'>>(of: T, changes: LineChanges, asOf: Instant): T {
  if (Object.keys(changes).length === 0) return of;
  return { ...of, line: changedLine(of.line, changes), order: changedOrder(of.order, of.line, changes, asOf) };
}

function changedLine(line: OrderLine, changes: LineChanges): OrderLine {
  const isElsewhere =
    (changes.siteId ?? line.siteId) !== line.siteId || (changes.itemId ?? line.itemId) !== line.itemId;
  return {
    ...line,
    itemId: changes.itemId ?? line.itemId,
    siteId: changes.siteId ?? line.siteId,
    carrierServiceId: changes.carrierServiceId ?? line.carrierServiceId,
    quantity: { ...line.quantity, value: changes.quantity ?? line.quantity.value },
    value: changes.value ?? line.value,
    requestedDeliverBy: changes.requestedDeliverBy ?? line.requestedDeliverBy,
    promisedDeliverBy: changes.promisedDeliverBy ?? moved(line.promisedDeliverBy, changes.movePromiseDays),
    promisedShipBy: changes.promisedShipBy ?? moved(line.promisedShipBy, changes.movePromiseDays),
    // What is bound to it, or was accepted without supply, is so where it is now.
    allocated: isElsewhere && line.allocated !== null ? 0 : line.allocated,
    backordered: isElsewhere && line.backordered !== null ? 0 : line.backordered,
  };
}

function moved(instant: Instant | null, days = 0): Instant | null {
  return instant && addMs(instant, days * MS_PER_DAY);
}

function changedOrder(order: Order, { lineNumber }: OrderLine, { hold }: LineChanges, asOf: Instant): Order {
  if (hold === undefined) return order;
  if (hold === 'none') return { ...order, holds: [] };
  return { ...order, holds: [...order.holds, { id: 'what-if', kind: hold, reason: null, lineNumber, placedAt: asOf }] };
}
