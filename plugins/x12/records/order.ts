import { toMoney } from '../../../src/providers/index.ts';
import { PURCHASE_ORDER } from '../documents/850.ts';
import { ORDER_CHANGE } from '../documents/860.ts';
import { SHIPPING_ORDER } from '../documents/940.ts';
import { readDocument, type ReadLine } from '../documents/read-fields.ts';
import type { Segment } from '../envelope/segments.ts';
import type { DocumentContext, DocumentRecord } from './context.ts';
import { Unreadable } from './unreadable.ts';
import { dueOn, fromDay, itemOf, needed, numberIn, unitOf } from './values.ts';

/** Purposes (element 353): originals and what stands for one, and cancellations. */
const STATES = ['00', '04', '05', '06', '07', '22'];
const CANCELLED = ['01', '03'];
/** Change codes of a line (670) that take it out. */
const DELETED = ['DI', 'OA'];

/** 850: an order as its customer gives it. */
export function purchaseOrder(segments: readonly Segment[], context: DocumentContext): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, PURCHASE_ORDER);
  return [orderOf(header, lines, context)];
}

/** 860: the lines that changed, with the header that the order now has. */
export function orderChange(segments: readonly Segment[], context: DocumentContext): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, ORDER_CHANGE);
  if (context.partner.sendsShipTo && header.shipTo === null)
    throw new Unreadable(
      'expected the ship-to (N1*ST) to be repeated by the change, came none: the order would lose it',
    );
  return [orderOf(header, lines, context)];
}

/** 940: an order that a depositor has us ship. It names no prices. */
export function shippingOrder(segments: readonly Segment[], context: DocumentContext): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, SHIPPING_ORDER);
  const { status, site, shipOn, ...rest } = header;
  const purpose = status === 'F' ? '01' : '00'; // element 473: F is cancel, N and R are original and change
  const record = orderOf({ ...rest, purpose, currency: null }, lines, context);
  const also = { siteId: site ?? context.partner.siteId ?? null, promisedShipBy: dueOn(shipOn, context.partner) };
  return [{ ...record, lines: record.lines.map((line) => ({ ...line, ...also })) }];
}

interface OrderHeader {
  readonly purpose: string | null;
  readonly orderId: string | null;
  readonly orderedOn: string | null;
  readonly currency: string | null;
  readonly customer: string | null;
  readonly shipTo: string | null;
  readonly city: string | null;
  readonly region: string | null;
  readonly postalCode: string | null;
  readonly country: string | null;
  readonly deliverOn: string | null;
}

interface OrderLine {
  readonly lineNumber: string | null;
  readonly quantity: string | null;
  readonly uom: string | null;
  readonly price?: string | null;
  readonly deliverOn?: string | null;
  readonly change?: string | null;
}

function orderOf(
  header: OrderHeader,
  lines: readonly ReadLine<Record<keyof OrderLine, string>>[] | readonly LineOfDocument[],
  context: DocumentContext,
) {
  const { partner, changedAt } = context;
  const purpose = needed(header.purpose, 'a purpose');
  if (![...STATES, ...CANCELLED].includes(purpose))
    throw new Unreadable(`purpose: expected one of ${[...STATES, ...CANCELLED].join(', ')}, came ${purpose}`);
  const currency = header.currency ?? partner.currency;
  const { city, region, postalCode, country } = header;
  return {
    kind: 'order',
    id: needed(header.orderId, 'an order number'),
    customerId: header.customer ?? needed(partner.customerId ?? null, 'the customer, in N1 or in the configuration'),
    placedAt: fromDay(header.orderedOn, partner) ?? needed(null, 'the date of the order'),
    currency,
    channel: 'edi',
    shipTo: header.shipTo === null ? null : { city, region, postalCode, country },
    cancelled: CANCELLED.includes(purpose),
    lines: lines.map((line) => lineOf(line, { currency, deliverOn: header.deliverOn }, context)),
    changedAt,
  } as const;
}

interface LineOfDocument {
  readonly fields: OrderLine;
  readonly products: ReadonlyMap<string, string>;
}

function lineOf(
  { fields, products }: LineOfDocument,
  { currency, deliverOn }: { readonly currency: string; readonly deliverOn: string | null },
  { partner }: DocumentContext,
) {
  const value = numberIn(needed(fields.quantity, 'a quantity'), 'quantity') ?? 0;
  const price = numberIn(fields.price ?? null, 'price');
  return {
    lineNumber: needed(fields.lineNumber, 'a line number'),
    itemId: itemOf(products, partner),
    quantity: { value, uom: unitOf(fields.uom, partner) },
    value: price === null ? null : toMoney(price * value, currency),
    siteId: partner.siteId ?? null,
    requestedDeliverBy: dueOn(fields.deliverOn ?? deliverOn, partner),
    cancelled: DELETED.includes(fields.change ?? ''),
  };
}
