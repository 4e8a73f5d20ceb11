import { describe, expect, it } from 'vitest';
import { keyOf, RECORD_KINDS, RECORDS } from '../../../src/domain/record/record.ts';
import { june } from '../given.ts';

const quantity = { value: 3, uom: 'EA' };

/** The least that a source must say of each kind. */
const LEAST = {
  site: { kind: 'site', id: 'W-1', name: 'West', zone: 'Europe/Berlin' },
  item: { kind: 'item', id: 'I-1', name: 'Bolt' },
  customer: { kind: 'customer', id: 'C-1', name: 'Acme' },
  carrierService: { kind: 'carrierService', id: 'dhl/express', carrier: 'DHL', service: 'Express' },
  order: {
    kind: 'order',
    id: 'SO-1',
    customerId: 'C-1',
    placedAt: june(1),
    currency: 'USD',
    lines: [{ lineNumber: '1', itemId: 'I-1', quantity }],
  },
  inventory: { kind: 'inventory', itemId: 'I-1', siteId: 'W-1', onHand: quantity },
  supply: { kind: 'supply', id: 'PO-1', itemId: 'I-1', siteId: 'W-1', quantity, expectedAt: june(9) },
  shipment: { kind: 'shipment', id: 'SH-1', lines: [{ orderId: 'SO-1', lineNumber: '1' }] },
  condition: { kind: 'condition', id: 'X', type: 'storm', severity: 'high', raisedAt: june(1) },
  exception: { kind: 'exception', id: 'E-1', type: 'edi', severity: 'low', openedAt: june(1) },
  invoice: {
    kind: 'invoice',
    id: 'INV',
    orderId: 'SO-1',
    total: { amountMinor: 100, currency: 'USD' },
    issuedAt: june(1),
  },
  return: { kind: 'return', id: 'R', orderId: 'SO-1', quantity, authorizedAt: june(1) },
};

describe('a record', () => {
  it.each(RECORD_KINDS)('of kind %s needs little, and what is not said is null, false or empty', (kind) => {
    const record = RECORDS[kind].parse(LEAST[kind]);

    expect(record).toMatchObject(LEAST[kind]);
    expect(record.changedAt).toBeNull();
  });

  it('has the key that its source gives it; stock has that of its item at its site', () => {
    expect(RECORD_KINDS.map((kind) => keyOf(RECORDS[kind].parse(LEAST[kind])))).toEqual([
      'W-1',
      'I-1',
      'C-1',
      'dhl/express',
      'SO-1',
      'I-1@W-1',
      'PO-1',
      'SH-1',
      'X',
      'E-1',
      'INV',
      'R',
    ]);
  });

  it.each([
    ['an amount below zero', { quantity: { value: -1, uom: 'EA' } }],
    ['an amount without a unit', { quantity: { value: 1, uom: '' } }],
    ['a promise on a day that does not exist', { quantity, promisedDeliverBy: '2013-02-30T00:00:00.000Z' }],
    ['a value in fractions of a cent', { quantity, value: { amountMinor: 0.5, currency: 'USD' } }],
    ['a value in no currency', { quantity, value: { amountMinor: 5, currency: 'dollars' } }],
    ['an empty line number', { quantity, lineNumber: '' }],
  ])('is refused with %s', (_what, line) => {
    const order = { ...LEAST.order, lines: [{ lineNumber: '1', itemId: 'I-1', ...line }] };

    expect(RECORDS.order.safeParse(order).success).toBe(false);
  });

  it('of a site is refused with a zone that does not exist', () => {
    expect(RECORDS.site.safeParse({ ...LEAST.site, zone: 'Europe/Atlantis' }).success).toBe(false);
  });
});
