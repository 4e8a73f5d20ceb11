import { z } from 'zod';
import { Key } from '../record/identifier.ts';

import { CarrierServiceRecord, CustomerRecord, ItemRecord, SiteRecord } from '../record/master-records.ts';
import { HOLD_KINDS, LineRecord, OrderRecord } from '../record/order-record.ts';
import { ShipmentLine } from '../record/shipment-record.ts';
import { InventoryRecord, SupplyRecord } from '../record/stock-records.ts';
import {
  ConditionRecord,
  ExceptionRecord,
  InvoiceRecord,
  ReturnRecord,
  SEVERITIES,
} from '../record/incident-records.ts';
import { Quantity } from '../quantity.ts';
import { Instant } from '../time.ts';

const orderId = Key;
const at = Instant;
const line = { orderId, lineNumber: Key };
const reason = z.string().max(1000).nullable().default(null);

/** The order without its lines, holds and cancellation, each of which has a life of its own. */
export const OrderHeader = OrderRecord.omit({
  ...{ kind: true, reference: true, lines: true, holds: true, cancelled: true, changedAt: true },
});
export type OrderHeader = z.infer<typeof OrderHeader>;

/** What a line is about: everything but its promise and its supply. */
export const LineContent = LineRecord.omit({
  promisedShipBy: true,
  promisedDeliverBy: true,
  allocated: true,
  backordered: true,
  cancelled: true,
});
export type LineContent = z.infer<typeof LineContent>;

export const LinePromise = LineRecord.pick({ promisedShipBy: true, promisedDeliverBy: true });
export type LinePromise = z.infer<typeof LinePromise>;

const PlacedLine = z.object({ content: LineContent, promise: LinePromise });
export type PlacedLine = z.infer<typeof PlacedLine>;

const shipment = { shipmentId: Key, lines: z.array(ShipmentLine), carrierServiceId: Key.nullable().default(null), at };
const exceptionId = { exceptionId: Key, at };

/** A record as a source now shows it, or the news that the source no longer has it. */
function changed<S extends z.ZodRawShape>(record: z.ZodObject<S>) {
  return z.object({ key: Key, record: record.nullable() });
}

/** The same, of a kind that several sources may have a record of. */
function told<S extends z.ZodRawShape>(record: z.ZodObject<S>) {
  const rank = z
    .int()
    .optional()
    .describe('of a linked source: below zero it is shown before the home’s record, above zero behind it');
  return z.object({ key: Key, record: record.nullable(), rank });
}

/** What each type of event carries. Types are past tense, `noun.verb`; the table is the whole list. */
export const EVENT_DATA = {
  'order.placed': z.object({ header: OrderHeader, lines: z.array(PlacedLine) }),
  'order.changed': z.object({
    orderId,
    header: OrderHeader.nullable().default(null),
    lines: z.array(LineContent),
    reinstates: z.boolean().optional().describe('true: what it names was cancelled and stands again'),
  }),
  'order.cancelled': z.object({
    orderId,
    lineNumbers: z.array(Key).nullable().default(null).describe('null: the whole order'),
  }),

  'line.promised': z.object({ ...line, promise: LinePromise }),
  'line.repromised': z.object({ ...line, promise: LinePromise }),
  'line.allocated': z.object({ ...line, quantity: z.number().min(0).describe('all that is now allocated') }),
  'line.deallocated': z.object({ ...line, quantity: z.number().min(0).describe('all that is still allocated') }),
  'line.backordered': z.object({ ...line, quantity: z.number().min(0).describe('all that is now backordered') }),

  'hold.placed': z.object({
    orderId,
    holdId: Key,
    kind: z.enum(HOLD_KINDS),
    lineNumber: Key.nullable().default(null),
    reason,
    at,
  }),
  'hold.released': z.object({ orderId, holdId: Key, at }),

  'supply.scheduled': changed(SupplyRecord),
  'supply.delayed': z.object({ supplyId: Key, expectedAt: Instant }),
  'supply.received': z.object({ supplyId: Key, at }),
  'inventory.adjusted': changed(InventoryRecord),

  'wave.planned': z.object({ waveId: Key, siteId: Key, lines: z.array(z.object(line)), at }),
  'wave.released': z.object({ waveId: Key, siteId: Key, at }),
  'pick.started': z.object({ ...line, at }),
  'pick.short': z.object({ ...line, missing: Quantity, at }),
  'pick.completed': z.object({ ...line, at }),

  'shipment.confirmed': z.object(shipment),
  'shipment.departed': z.object(shipment),
  'shipment.etaChanged': z.object(shipment).describe('`at` is the new expected delivery'),
  'shipment.delivered': z.object(shipment),
  'shipment.failed': z.object(shipment),

  'dock.congested': z.object({ siteId: Key, waitingTrucks: z.int().min(0), at }),
  'labor.changed': z.object({ siteId: Key, availableHours: z.number().min(0), at }),
  'cutoff.missed': z.object({ siteId: Key, carrierServiceId: Key, at }),

  'customer.changed': told(CustomerRecord),
  'customer.notified': z.object({ customerId: Key, orderId: Key.nullable().default(null), channel: z.string(), at }),
  'item.changed': told(ItemRecord),
  'site.changed': told(SiteRecord),
  'carrierService.changed': told(CarrierServiceRecord),

  'document.received': z.object({ documentId: Key, standard: z.string(), partnerId: Key.nullable().default(null), at }),
  'document.rejected': z.object({ documentId: Key, standard: z.string(), reason: z.string(), at }),

  'condition.raised': changed(ConditionRecord),
  'condition.cleared': z.object({ conditionId: Key, at }),
  'invoice.issued': changed(InvoiceRecord),
  'invoice.disputed': z.object({ invoiceId: Key, at }),
  'return.authorized': changed(ReturnRecord),
  'return.received': z.object({ returnId: Key, at }),

  'exception.opened': ExceptionRecord.omit({
    kind: true,
    assignedTo: true,
    resolution: true,
    resolvedAt: true,
    changedAt: true,
  }),
  'exception.assigned': z.object({ ...exceptionId, to: z.string().nullable().describe('null: nobody any more') }),
  'exception.escalated': z.object({ ...exceptionId, severity: z.enum(SEVERITIES) }),
  'exception.resolved': z.object({ ...exceptionId, resolution: reason.describe('what was done about it') }),

  'score.computed': z.object({ lineId: Key, late: z.number().min(0).max(1), modelVersion: z.string() }),
  'decision.proposed': z.object({ decisionId: Key, lineId: Key, action: z.string() }),
  'decision.approved': z.object({ decisionId: Key, by: z.string() }),
  'decision.rejected': z.object({ decisionId: Key, by: z.string(), reason }),
  'decision.executed': z.object({ decisionId: Key, sourceReference: z.string().nullable().default(null) }),
  'decision.failed': z.object({ decisionId: Key, reason: z.string() }),

  'provider.degraded': z.object({ providerId: Key, reason: z.string() }),
  'provider.recovered': z.object({ providerId: Key }),
  'model.promoted': z.object({ model: z.string(), version: z.string() }),
} as const;

export type EventType = keyof typeof EVENT_DATA;
export type EventData<T extends EventType> = z.infer<(typeof EVENT_DATA)[T]>;
export const EVENT_TYPES = Object.keys(EVENT_DATA) as readonly EventType[];
