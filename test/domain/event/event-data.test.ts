import { describe, expect, it } from 'vitest';
import type { z } from 'zod';
import { EVENT_DATA, EVENT_TYPES, type EventType } from '../../../src/domain/event/event-data.ts';
import { effectsOf } from '../../../src/domain/effects.ts';
import { event, june } from '../given.ts';

type Samples = { readonly [T in EventType]: z.input<(typeof EVENT_DATA)[T]> };

const at = june(1);
const line = { orderId: 'SO-1', lineNumber: '1' };
const quantity = { value: 3, uom: 'EA' };
const header = { id: 'SO-1', customerId: 'C-1', placedAt: at, currency: 'USD' };
const content = { lineNumber: '1', itemId: 'I-1', quantity };
const promise = { promisedShipBy: null, promisedDeliverBy: june(10) };
const shipment = { shipmentId: 'SH-1', lines: [line], at };
const condition = { kind: 'condition', id: 'W', type: 'storm', severity: 'high', raisedAt: at } as const;

/** One of each type; a type without a sample does not compile. */
const SAMPLES: Samples = {
  'order.placed': { header, lines: [{ content, promise }] },
  'order.changed': { orderId: 'SO-1', lines: [content] },
  'order.cancelled': { orderId: 'SO-1' },
  'line.promised': { ...line, promise },
  'line.repromised': { ...line, promise },
  'line.allocated': { ...line, quantity: 3 },
  'line.deallocated': { ...line, quantity: 0 },
  'line.backordered': { ...line, quantity: 1 },
  'hold.placed': { orderId: 'SO-1', holdId: 'H-1', kind: 'credit', at },
  'hold.released': { orderId: 'SO-1', holdId: 'H-1', at },
  'supply.scheduled': {
    key: 'PO-1',
    record: { kind: 'supply', id: 'PO-1', itemId: 'I-1', siteId: 'W-1', quantity, expectedAt: at },
  },
  'supply.delayed': { supplyId: 'PO-1', expectedAt: june(9) },
  'supply.received': { supplyId: 'PO-1', at },
  'inventory.adjusted': {
    key: 'I-1@W-1',
    record: { kind: 'inventory', itemId: 'I-1', siteId: 'W-1', onHand: quantity },
  },
  'wave.planned': { waveId: 'WV', siteId: 'W-1', lines: [line], at },
  'wave.released': { waveId: 'WV', siteId: 'W-1', at },
  'pick.started': { ...line, at },
  'pick.short': { ...line, missing: quantity, at },
  'pick.completed': { ...line, at },
  'shipment.confirmed': shipment,
  'shipment.departed': shipment,
  'shipment.etaChanged': shipment,
  'shipment.delivered': shipment,
  'shipment.failed': shipment,
  'dock.congested': { siteId: 'W-1', waitingTrucks: 4, at },
  'labor.changed': { siteId: 'W-1', availableHours: 12.5, at },
  'cutoff.missed': { siteId: 'W-1', carrierServiceId: 'dhl/express', at },
  'customer.changed': { key: 'C-1', record: { kind: 'customer', id: 'C-1', name: 'Acme' } },
  'customer.notified': { customerId: 'C-1', channel: 'mail', at },
  'item.changed': { key: 'I-1', record: { kind: 'item', id: 'I-1', name: 'Bolt' } },
  'site.changed': { key: 'W-1', record: { kind: 'site', id: 'W-1', name: 'West', zone: 'Europe/Berlin' } },
  'carrierService.changed': {
    key: 'dhl/express',
    record: { kind: 'carrierService', id: 'dhl/express', carrier: 'DHL', service: 'Express' },
  },
  'document.received': { documentId: 'D-1', standard: 'X12 850', at },
  'document.rejected': { documentId: 'D-1', standard: 'X12 850', reason: 'no sender', at },
  'condition.raised': { key: 'W', record: condition },
  'condition.cleared': { conditionId: 'W', at },
  'invoice.issued': {
    key: 'INV',
    record: { kind: 'invoice', id: 'INV', orderId: 'SO-1', total: { amountMinor: 100, currency: 'USD' }, issuedAt: at },
  },
  'invoice.disputed': { invoiceId: 'INV', at },
  'return.authorized': { key: 'R', record: { kind: 'return', id: 'R', orderId: 'SO-1', quantity, authorizedAt: at } },
  'return.received': { returnId: 'R', at },
  'exception.opened': { id: 'E-1', type: 'edi', severity: 'low', openedAt: at },
  'exception.assigned': { exceptionId: 'E-1', to: 'ada', at },
  'exception.escalated': { exceptionId: 'E-1', severity: 'high', at },
  'exception.resolved': { exceptionId: 'E-1', at },
  'score.computed': { lineId: 'SO-1/1', late: 0.2, modelVersion: 'scms/1' },
  'decision.proposed': { decisionId: 'P-1', lineId: 'SO-1/1', action: 'release' },
  'decision.approved': { decisionId: 'P-1', by: 'ada' },
  'decision.rejected': { decisionId: 'P-1', by: 'ada' },
  'decision.executed': { decisionId: 'P-1' },
  'decision.failed': { decisionId: 'P-1', reason: 'refused' },
  'provider.degraded': { providerId: 'erp', reason: 'timeout' },
  'provider.recovered': { providerId: 'erp' },
  'model.promoted': { model: 'scms', version: '2' },
};

describe('every event type', () => {
  it.each(EVENT_TYPES)('%s is a noun and a verb in the past', (type) => {
    expect(type).toMatch(/^[a-z][a-zA-Z]*\.([a-zA-Z]+ed|short|departed)$/);
  });

  it.each(EVENT_TYPES)('%s parses its sample, and parses what it parsed to the same', (type) => {
    const parsed: unknown = EVENT_DATA[type].parse(SAMPLES[type]);

    expect(EVENT_DATA[type].parse(parsed)).toEqual(parsed);
  });

  it.each(EVENT_TYPES)('%s is refused without its data', (type) => {
    expect(EVENT_DATA[type].safeParse({}).success).toBe(false);
  });

  it.each(EVENT_TYPES)('%s names things and facets, each once', (type) => {
    const writes = effectsOf(event(type, 2, SAMPLES[type])).map(({ kind, id, facet }) => `${kind}/${id}#${facet}`);

    expect(new Set(writes).size).toBe(writes.length);
  });

  it.each(
    EVENT_TYPES.filter((type) =>
      /^(score|decision|provider|model|wave|dock|labor|cutoff|document)\.|notified$/.test(type),
    ),
  )('%s changes no state', (type) => {
    expect(effectsOf(event(type, 2, SAMPLES[type]))).toEqual([]);
  });

  it.each(
    EVENT_TYPES.filter(
      (type) => !/^(score|decision|provider|model|wave|dock|labor|cutoff|document)\.|notified$/.test(type),
    ),
  )('%s changes state', (type) => {
    expect(effectsOf(event(type, 2, SAMPLES[type]))).not.toEqual([]);
  });
});
