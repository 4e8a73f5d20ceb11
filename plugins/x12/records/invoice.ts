import { INVOICE } from '../documents/810.ts';
import { readDocument } from '../documents/read-fields.ts';
import type { Segment } from '../envelope/segments.ts';
import { toMoney } from '../../../src/providers/index.ts';
import type { DocumentContext, DocumentRecord } from './context.ts';
import { fromDay, needed, numberIn } from './values.ts';

/** 810: an invoice of an order. Its total is in hundredths of the currency, whatever the currency's own digits are. */
export function invoice(
  segments: readonly Segment[],
  { partner, changedAt }: DocumentContext,
): readonly DocumentRecord[] {
  const { header } = readDocument(segments, INVOICE);
  const hundredths = numberIn(needed(header.total, 'a total (TDS01)'), 'total') ?? 0;
  return [
    {
      kind: 'invoice',
      id: needed(header.invoiceId, 'an invoice number'),
      orderId: needed(header.orderId, 'an order number (BIG04)'),
      total: toMoney(hundredths / 100, header.currency ?? partner.currency),
      issuedAt: fromDay(header.issuedOn, partner),
      changedAt,
    },
  ];
}
