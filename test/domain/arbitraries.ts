import fc from 'fast-check';
import type { z } from 'zod';
import type { EventType } from '../../src/domain/event/event-data.ts';
import { EVENT_DATA } from '../../src/domain/event/event-data.ts';
import type { DomainEvent } from '../../src/domain/event/event.ts';
import { SEVERITIES } from '../../src/domain/record/incident-records.ts';
import { HOLD_KINDS } from '../../src/domain/record/order-record.ts';
import { toInstant } from '../../src/domain/time.ts';

/** Few of each, so that events meet: on the same things, at the same times, from the same sources. */
const orderId = fc.constantFrom('SO-1', 'SO-2');
const lineNumber = fc.constantFrom('1', '2');
const shipmentId = fc.constantFrom('SH-1', 'SH-2');
const holdId = fc.constantFrom('H-1', 'H-2', 'H-3');
const at = fc.integer({ min: 0, max: 5 }).map((day) => toInstant(new Date(Date.UTC(2013, 5, 1 + day))));
const maybeAt = fc.option(at, { nil: null });
const quantity = fc.integer({ min: 0, max: 10 });
const lineOf = { orderId, lineNumber };

const header = orderId.chain((id) =>
  fc.record({
    id: fc.constant(id),
    customerId: fc.constantFrom('C-1', 'C-2'),
    placedAt: at,
    currency: fc.constantFrom('USD', 'JPY'),
    channel: fc.constantFrom(null, 'web'),
    shipTo: fc.constant(null),
  }),
);

const content = fc.record({
  lineNumber,
  itemId: fc.constantFrom('I-1', 'I-2'),
  quantity: fc.record({ value: fc.integer({ min: 1, max: 10 }), uom: fc.constant('EA') }),
  value: fc.constant(null),
  siteId: fc.constantFrom(null, 'W-1'),
  supplierId: fc.constant(null),
  carrierServiceId: fc.constant(null),
  requestedDeliverBy: maybeAt,
  attributes: fc.constant({}),
});

const promise = fc.record({ promisedShipBy: maybeAt, promisedDeliverBy: maybeAt });
const lines = fc.uniqueArray(fc.record({ content, promise }), {
  minLength: 1,
  maxLength: 2,
  selector: (line) => line.content.lineNumber,
});
const shippedLines = fc.uniqueArray(fc.record({ ...lineOf, quantity: fc.option(quantity, { nil: null }) }), {
  maxLength: 3,
  selector: (line) => `${line.orderId}/${line.lineNumber}`,
});
const shipment = fc.record({
  shipmentId,
  carrierServiceId: fc.constantFrom(null, 'dhl/express'),
  lines: shippedLines,
  at,
});

const customer = fc.record({
  kind: fc.constant('customer' as const),
  id: fc.constant('C-1'),
  name: fc.constantFrom('Acme', 'Acme Ltd'),
  tier: fc.constantFrom(null, 'gold'),
  segment: fc.constant(null),
  country: fc.constant(null),
  attributes: fc.constant({}),
  changedAt: fc.constant(null),
});

const supply = fc.record({
  kind: fc.constant('supply' as const),
  id: fc.constant('PO-1'),
  itemId: fc.constant('I-1'),
  siteId: fc.constant('W-1'),
  supplierId: fc.constant(null),
  quantity: fc.record({ value: quantity, uom: fc.constant('EA') }),
  orderedAt: fc.constant(null),
  expectedAt: at,
  receivedAt: fc.constant(null),
  changedAt: fc.constant(null),
});

const opened = fc.record({
  id: fc.constantFrom('E-1', 'E-2'),
  type: fc.constantFrom('short-pick' as const, 'shipment-delay' as const),
  severity: fc.constantFrom(...SEVERITIES),
  cause: fc.constant(null),
  orderId: fc.option(orderId, { nil: null }),
  lineNumbers: fc.uniqueArray(lineNumber),
  openedAt: at,
});
const exceptionId = fc.constantFrom('E-1', 'E-2');

/** What the events that change orders, lines, shipments and records may carry. */
const DATA = {
  'order.placed': fc.record({ header, lines }),
  'order.changed': fc.record({
    orderId,
    header: fc.constant(null),
    lines: fc.array(content, { maxLength: 1 }),
    reinstates: fc.boolean(),
  }),
  'order.cancelled': fc.record({ orderId, lineNumbers: fc.option(fc.uniqueArray(lineNumber), { nil: null }) }),
  'line.repromised': fc.record({ ...lineOf, promise }),
  'line.allocated': fc.record({ ...lineOf, quantity }),
  'line.deallocated': fc.record({ ...lineOf, quantity }),
  'line.backordered': fc.record({ ...lineOf, quantity }),
  'hold.placed': fc.record({
    orderId,
    holdId,
    kind: fc.constantFrom(...HOLD_KINDS),
    lineNumber: fc.option(lineNumber, { nil: null }),
    reason: fc.constant(null),
    at,
  }),
  'hold.released': fc.record({ orderId, holdId, at }),
  'pick.completed': fc.record({ ...lineOf, at }),
  'shipment.confirmed': shipment,
  'shipment.departed': shipment,
  'shipment.etaChanged': shipment,
  'shipment.delivered': shipment,
  'shipment.failed': shipment,
  'customer.changed': fc.record({ key: fc.constant('C-1'), record: fc.option(customer, { nil: null }) }),
  'supply.scheduled': fc.record({ key: fc.constant('PO-1'), record: fc.option(supply, { nil: null }) }),
  'supply.delayed': fc.record({ supplyId: fc.constant('PO-1'), expectedAt: at }),
  'supply.received': fc.record({ supplyId: fc.constant('PO-1'), at }),
  'exception.opened': opened,
  'exception.escalated': fc.record({ exceptionId, severity: fc.constantFrom(...SEVERITIES), at }),
  'exception.resolved': fc.record({ exceptionId, at }),
  'wave.released': fc.record({ waveId: fc.constant('W'), siteId: fc.constant('W-1'), at }),
} satisfies { readonly [T in EventType]?: fc.Arbitrary<z.input<(typeof EVENT_DATA)[T]>> };

/** One event of any of those types. Ids are not yet unique: `eventSets` sees to that. */
const anyEvent = fc.constantFrom(...(Object.keys(DATA) as (keyof typeof DATA)[])).chain((type) =>
  fc
    .record({
      id: fc.nat(10_000).map((number) => `e${number}`),
      source: fc.constantFrom('erp', 'erp-2', 'wms'),
      type: fc.constant(type),
      subject: fc.constant('any/thing'),
      time: at,
      sequence: fc.constantFrom(null, '1', '2', '10'),
      correlationId: fc.constant(null),
      causationId: fc.constant(null),
      data: DATA[type] as fc.Arbitrary<unknown>,
    })
    .map((event) => ({ ...event, data: EVENT_DATA[type].parse(event.data) }) as DomainEvent),
);

/** Sets of distinct events about a handful of things. */
export const eventSets = fc.uniqueArray(anyEvent, { maxLength: 60, selector: ({ source, id }) => `${source} ${id}` });

export const envelopes = anyEvent;
