import { SHIPMENT_STATUS, STATUS_CODES } from '../documents/214.ts';
import { SHIP_NOTICE } from '../documents/856.ts';
import { SHIPPING_ADVICE } from '../documents/945.ts';
import { readDocument } from '../documents/read-fields.ts';
import type { Segment } from '../envelope/segments.ts';
import type { Status } from '../config.ts';
import type { DocumentContext, DocumentRecord } from './context.ts';
import { Unreadable } from './unreadable.ts';
import { dueOn, momentIn, needed, numberIn } from './values.ts';

/** 856: goods that left, and of which lines. */
export function shipNotice(
  segments: readonly Segment[],
  { partner, changedAt }: DocumentContext,
): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, SHIP_NOTICE);
  const shipped = [];
  let orderId: string | null = null;
  for (const { fields } of lines) {
    if (fields.level === 'O') orderId = fields.orderId;
    if (fields.level !== 'I') continue;
    shipped.push({
      orderId: needed(fields.orderId ?? orderId, 'an order number above the item'),
      lineNumber: needed(fields.lineNumber, 'a line number (LIN01)'),
      quantity: numberIn(fields.quantity, 'quantity'),
    });
  }
  const departedAt = header.shippedOn === null ? null : momentIn(header.shippedOn, header.shippedAt, null, partner);
  return [
    {
      kind: 'shipment',
      id: needed(header.shipmentId, 'a shipment number'),
      carrierServiceId: carrierService(header.carrier, header.service),
      lines: shipped,
      confirmedAt: departedAt ?? changedAt,
      departedAt,
      etaAt: dueOn(header.deliverOn, partner),
      changedAt,
    },
  ];
}

/** 945: what a warehouse shipped; what it was short of is an exception for each line. */
export function shippingAdvice(
  segments: readonly Segment[],
  { partner, changedAt, documentId }: DocumentContext,
): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, SHIPPING_ADVICE);
  const orderId = needed(header.orderId, "the depositor's order number");
  const departedAt = header.shippedOn === null ? changedAt : momentIn(header.shippedOn, null, null, partner);
  const short = lines.filter(({ fields }) => (missingOf(fields) ?? 0) > 0);
  const shipment = {
    kind: 'shipment',
    id: header.shipmentId ?? documentId,
    carrierServiceId: header.carrier,
    lines: lines.map(({ fields }) => ({
      orderId,
      lineNumber: needed(fields.lineNumber, 'a line number'),
      quantity: numberIn(fields.shipped, 'quantity'),
    })),
    confirmedAt: departedAt,
    departedAt,
    changedAt,
  } as const;
  const exceptions = short.map(({ fields }) => ({
    kind: 'exception' as const,
    id: `short/${documentId}/${fields.lineNumber ?? ''}`,
    type: 'short-pick',
    severity: 'medium',
    cause: `${missingOf(fields) ?? ''} ${fields.uom ?? ''} of ${fields.ordered ?? 'an unknown quantity'} were not shipped`,
    orderId,
    lineNumbers: fields.lineNumber === null ? [] : [fields.lineNumber],
    openedAt: changedAt,
    changedAt,
  }));
  return [shipment, ...exceptions];
}

function missingOf({
  ordered,
  shipped,
  missing,
}: {
  readonly ordered: string | null;
  readonly shipped: string | null;
  readonly missing: string | null;
}) {
  const stated = numberIn(missing, 'difference');
  if (stated !== null) return Math.abs(stated);
  const [wanted, sent] = [numberIn(ordered, 'quantity'), numberIn(shipped, 'quantity')];
  return wanted === null || sent === null ? null : wanted - sent;
}

const MOMENTS = {
  confirmed: 'confirmedAt',
  departed: 'departedAt',
  eta: 'etaAt',
  delivered: 'deliveredAt',
  failed: 'failedAt',
} as const;

/** 214: where a shipment is. A delay is an exception too. Codes that are not known, here or in the configuration, set the document aside. */
export function shipmentStatus(
  segments: readonly Segment[],
  { partner, changedAt, documentId }: DocumentContext,
): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, SHIPMENT_STATUS);
  const id = needed(header.shipmentId, 'a shipment number');
  const moments: Record<string, string> = {};
  const delays: DocumentRecord[] = [];
  for (const { fields } of lines) {
    const status = statusOf(fields.status ?? needed(fields.appointment, 'a status'), partner.statuses);
    const at = momentIn(needed(fields.date, 'the date of a status'), fields.time, fields.zone, partner);
    if (status === 'delayed')
      delays.push(delay(id, header.orderId, { at, reason: fields.reason, documentId, changedAt }));
    else moments[MOMENTS[status]] = at;
  }
  return [{ kind: 'shipment', id, carrierServiceId: header.carrier, lines: [], ...moments, changedAt }, ...delays];
}

function delay(
  shipmentId: string,
  orderId: string | null,
  {
    at,
    reason,
    documentId,
    changedAt,
  }: { readonly at: string; readonly reason: string | null; readonly documentId: string; readonly changedAt: string },
): DocumentRecord {
  return {
    kind: 'exception',
    id: `delay/${documentId}/${at}`,
    type: 'shipment-delay',
    severity: 'medium',
    cause: `carrier says that shipment ${shipmentId} is delayed${reason === null ? '' : ` (reason ${reason})`}`,
    orderId,
    openedAt: at,
    changedAt,
  };
}

function statusOf(code: string, statuses: Readonly<Record<string, Status>>): Status {
  const own = statuses[code];
  if (own) return own;
  if (isStandard(code)) return STATUS_CODES[code];
  throw new Unreadable(`expected a shipment status that is known, came ${code}: name it in statuses of the partner`);
}

function isStandard(code: string): code is keyof typeof STATUS_CODES {
  return Object.hasOwn(STATUS_CODES, code);
}

function carrierService(carrier: string | null, service: string | null): string | null {
  return carrier !== null && service !== null ? `${carrier}/${service}` : carrier;
}
