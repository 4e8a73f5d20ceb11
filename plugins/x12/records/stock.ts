import { INVENTORY_ADVICE } from '../documents/846.ts';
import { ORDER_ACKNOWLEDGEMENT } from '../documents/855.ts';
import { readDocument } from '../documents/read-fields.ts';
import type { Segment } from '../envelope/segments.ts';
import type { DocumentContext, DocumentRecord } from './context.ts';
import { dueOn, fromDay, itemOf, needed, numberIn, unitOf } from './values.ts';

/** 846: stock of items at a site. What is available for sale stands for what is on hand where only that is told. */
export function inventoryAdvice(
  segments: readonly Segment[],
  { partner, changedAt }: DocumentContext,
): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, INVENTORY_ADVICE);
  const siteId = header.site ?? needed(partner.siteId ?? null, 'the site, in N1*WH or in the configuration');
  return lines.map(({ fields, products }) => ({
    kind: 'inventory',
    itemId: itemOf(products, partner),
    siteId,
    onHand: {
      value: numberIn(needed(fields.onHand ?? fields.available, 'a quantity on hand or available'), 'quantity'),
      uom: unitOf(fields.onHand === null ? fields.availableUom : fields.uom, partner),
    },
    allocated: numberIn(fields.committed, 'committed') ?? 0,
    changedAt,
  }));
}

/** Line statuses of an 855 (element 668) that say no, or not yet. */
const REFUSED = ['IR', 'R1', 'R2', 'R3', 'R4'];

/** 855: what a supplier will send, and when; what is refused is an exception. */
export function orderAcknowledgement(
  segments: readonly Segment[],
  { partner, changedAt, documentId }: DocumentContext,
): readonly DocumentRecord[] {
  const { header, lines } = readDocument(segments, ORDER_ACKNOWLEDGEMENT);
  const orderId = needed(header.orderId, 'a purchase order number');
  return lines.map(({ fields, products }): DocumentRecord => {
    const id = `${orderId}/${needed(fields.lineNumber, 'a line number')}`;
    if (REFUSED.includes(fields.status ?? ''))
      return {
        kind: 'exception',
        id: `refused/${documentId}/${id}`,
        type: 'supply-delay',
        severity: 'high',
        cause: `supplier refuses line ${fields.lineNumber ?? ''} of purchase order ${orderId} (${fields.status ?? ''})`,
        supplyId: id,
        openedAt: changedAt,
        changedAt,
      };
    return {
      kind: 'supply',
      id,
      itemId: itemOf(products, partner),
      siteId: header.site ?? needed(partner.siteId ?? null, 'the site, in N1*ST or in the configuration'),
      supplierId: header.supplier ?? partner.id,
      quantity: { value: numberIn(fields.quantity, 'quantity'), uom: unitOf(fields.uom, partner) },
      orderedAt: fromDay(header.orderedOn, partner),
      expectedAt: dueOn(
        fields.deliverOn ?? needed(fields.shipOn, 'a date of delivery (067) or shipping (068)'),
        partner,
      ),
      changedAt,
    };
  });
}
