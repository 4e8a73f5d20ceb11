import type { OrderException } from './exception.ts';
import type { Inventory, Supply } from './master-data.ts';
import type { Order } from './order.ts';
import type { OrderLine } from './order-line.ts';
import { holdsOn } from './queue.ts';
import type { Shipment } from './shipment.ts';

/** What is known of one open line when exceptions are looked for. */
export interface LineFacts {
  readonly order: Order;
  readonly line: OrderLine;
  /** Chance to miss its promise; null when it carries no risk. */
  readonly late: number | null;
  readonly shipments: readonly Shipment[];
  /** Stock of its item at its site. */
  readonly inventory: Inventory | null;
  /** What is still to come of its item to its site, first to come first. */
  readonly receipts: readonly Supply[];
  /** Open exceptions that sources told of and that bear on the line. */
  readonly told: readonly OrderException[];
  /** Whether its promise was at risk when it was last looked at. */
  readonly wasAtRisk: boolean;
}

/** Why a line is hit. All lines that one cause hits share its exception. */
export interface ExceptionCause extends Pick<OrderException, 'type' | 'severity' | 'orderId' | 'supplyId'> {
  readonly exceptionId: string;
  /** Whether a source told of it: then the source opens and closes it. */
  readonly isTold: boolean;
  readonly cause: string;
}

/** A promise is at risk from this chance of a miss on, and until it falls below the lower one: it does not flicker. */
const AT_RISK = 0.5;
const SAFE_AGAIN = 0.4;

/**
 * All that hits a line, by its root: a delay of one supply is one cause, whatever lines wait for it, and a promise at risk is a
 * cause of its own only where nothing else explains it. What a source told of is not found a second time.
 */
export function causesOf(facts: LineFacts): readonly ExceptionCause[] {
  const told = facts.told.map(toldCause);
  const found = [...holds(facts), ...supplyDelay(facts), ...shipmentDelays(facts), ...stockMismatch(facts)].filter(
    (cause) => !told.some((known) => isSame(known, cause)),
  );
  const causes = [...told, ...found];
  return causes.length > 0 ? causes : promiseAtRisk(facts);
}

function toldCause({ id, type, severity, cause, orderId, supplyId }: OrderException): ExceptionCause {
  return { exceptionId: id, isTold: true, type, severity, cause: cause ?? type, orderId, supplyId };
}

function isSame(told: ExceptionCause, found: ExceptionCause): boolean {
  return told.type === found.type && (told.supplyId === found.supplyId || told.supplyId === null);
}

const HOLD_TYPES = { credit: 'credit-hold', address: 'address', pricing: 'pricing' } as const;

function holds({ order, line }: LineFacts): readonly ExceptionCause[] {
  return holdsOn(order, line).flatMap(({ id, kind, reason }) => {
    const type = kind in HOLD_TYPES ? HOLD_TYPES[kind as keyof typeof HOLD_TYPES] : null;
    if (type === null) return [];
    return own(`hold/${order.id}/${id}`, type, 'medium', reason ?? `${kind} hold ${id}`, { orderId: order.id });
  });
}

/** The line waits for supply, and the first to come comes after the line was to be there. */
function supplyDelay({ line, receipts }: LineFacts): readonly ExceptionCause[] {
  const [next] = receipts;
  const by = line.promisedShipBy ?? line.promisedDeliverBy;
  if (!next || !by || (line.backordered ?? 0) <= 0 || next.expectedAt <= by) return [];
  const cause = `supply ${next.id} of ${next.itemId} comes at ${next.expectedAt}`;
  return own(`supply-delay/${next.id}`, 'supply-delay', 'high', cause, { supplyId: next.id });
}

function shipmentDelays({ line, shipments }: LineFacts): readonly ExceptionCause[] {
  const by = line.promisedDeliverBy;
  return shipments.flatMap(({ id, status, etaAt }) => {
    if (status === 'failed') return own(`shipment-delay/${id}`, 'shipment-delay', 'critical', `shipment ${id} failed`);
    if (status === 'delivered' || !etaAt || !by || etaAt <= by) return [];
    return own(`shipment-delay/${id}`, 'shipment-delay', 'high', `shipment ${id} arrives at ${etaAt}`);
  });
}

function stockMismatch({ inventory }: LineFacts): readonly ExceptionCause[] {
  if (!inventory || inventory.allocated <= inventory.onHand.value) return [];
  const cause = `${inventory.id}: ${inventory.allocated} bound to orders, ${inventory.onHand.value} on hand`;
  return own(`inventory-mismatch/${inventory.id}`, 'inventory-mismatch', 'medium', cause);
}

function promiseAtRisk({ order, late, wasAtRisk }: LineFacts): readonly ExceptionCause[] {
  if (late === null || late < (wasAtRisk ? SAFE_AGAIN : AT_RISK)) return [];
  const severity = late >= 0.9 ? 'critical' : late >= 0.75 ? 'high' : 'medium';
  return own(atRiskId(order.id), 'promise-at-risk', severity, `order ${order.id} may miss its promise`, {
    orderId: order.id,
  });
}

/** The exception of an order whose promise is at risk: one for all its lines. */
export function atRiskId(orderId: string): string {
  return `promise-at-risk/${orderId}`;
}

function own(
  exceptionId: string,
  type: ExceptionCause['type'],
  severity: ExceptionCause['severity'],
  cause: string,
  { orderId = null, supplyId = null }: Partial<Pick<ExceptionCause, 'orderId' | 'supplyId'>> = {},
): readonly ExceptionCause[] {
  return [{ exceptionId, isTold: false, type, severity, cause, orderId, supplyId }];
}
