import { AppError, type RecordKind, type SourceRecord, type UnreadableRow } from '../../../src/providers/index.ts';
import type { TransactionSet } from '../envelope/interchange.ts';
import type { Segment } from '../envelope/segments.ts';
import type { DocumentContext, DocumentRecord } from './context.ts';
import { invoice } from './invoice.ts';
import { orderChange, purchaseOrder, shippingOrder } from './order.ts';
import { refusals } from './refusal.ts';
import { shipmentStatus, shipNotice, shippingAdvice } from './shipment.ts';
import { inventoryAdvice, orderAcknowledgement } from './stock.ts';
import { Unreadable } from './unreadable.ts';

interface SetReader {
  /** What a document of this sort is about first: where it is set aside when it cannot be read. */
  readonly kind: RecordKind;
  readonly read: (segments: readonly Segment[], context: DocumentContext) => readonly DocumentRecord[];
}

const SETS: Readonly<Record<string, SetReader>> = {
  '810': { kind: 'invoice', read: invoice },
  '214': { kind: 'shipment', read: shipmentStatus },
  '846': { kind: 'inventory', read: inventoryAdvice },
  '850': { kind: 'order', read: purchaseOrder },
  '855': { kind: 'supply', read: orderAcknowledgement },
  '856': { kind: 'shipment', read: shipNotice },
  '860': { kind: 'order', read: orderChange },
  '940': { kind: 'order', read: shippingOrder },
  '945': { kind: 'shipment', read: shippingAdvice },
  '997': { kind: 'exception', read: refusals },
};

/** Kinds of records that documents give, in the order in which the host reads them. */
export const KINDS: readonly RecordKind[] = ['order', 'inventory', 'supply', 'shipment', 'exception', 'invoice'];

/** What documents say of one kind. */
export interface Findings {
  readonly records: SourceRecord[];
  readonly unreadable: UnreadableRow[];
}

/** Adds what a document says to what was found. One that does not say what it must is set aside whole; sets that are not known say nothing. */
export function readSet(set: TransactionSet, context: DocumentContext, into: ReadonlyMap<RecordKind, Findings>): void {
  const reader = SETS[set.id];
  if (!reader) return;
  const location = context.documentId;
  try {
    for (const record of reader.read(set.segments, context)) into.get(record.kind)?.records.push({ record, location });
  } catch (error) {
    if (!(error instanceof Unreadable) && !(error instanceof AppError && error.code === 'INPUT_INVALID')) throw error;
    const payload = set.segments.map(({ id, elements }) => [id, ...elements].join('*'));
    into.get(reader.kind)?.unreadable.push({ location, reason: `${set.id}: ${error.message}`, payload });
  }
}
