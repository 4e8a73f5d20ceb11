import { describe, expect, it } from 'vitest';
import {
  ACCEPTANCE,
  ADVICE,
  BILL,
  CHANGE,
  interchange,
  NOTICE,
  ORDER,
  REFUSAL,
  STATUS,
  STOCK,
  WAREHOUSE_ORDER,
  type MadeUpSet,
} from './made-up.ts';
import { judged, PARTNER, recordsOf } from './judged.ts';

function having(set: MadeUpSet, from: string, to: string): string {
  const [functionalId, id, segments] = set;
  return interchange([[functionalId, id, segments.map((segment) => segment.replace(from, to))]]);
}

describe('documents', () => {
  it('850: an order with its lines, dates on the wall calendar of the partner', async () => {
    expect(await recordsOf(interchange([ORDER]), 'order')).toMatchObject([
      {
        ...{ id: 'PO-1001', customerId: 'C-7', placedAt: '2026-11-20T06:00:00.000Z', currency: 'EUR', channel: 'edi' },
        ...{ cancelled: false, shipTo: { city: 'MEMPHIS', region: 'TN', postalCode: '38103', country: 'US' } },
        lines: [
          {
            ...{ lineNumber: '1', itemId: 'SKU-MOTOR', quantity: { value: 8, uom: 'EA' } },
            ...{ value: { amountMinor: 176_400, currency: 'EUR' }, requestedDeliverBy: '2026-12-03T05:59:59.999Z' },
          },
          {
            lineNumber: '2',
            itemId: 'SKU-BOX',
            quantity: { value: 3, uom: 'case' },
            requestedDeliverBy: '2026-12-11T05:59:59.999Z',
          },
        ],
        changedAt: '2026-11-23T15:30:41.000Z',
      },
    ]);
  });

  it('850 that cancels: the order is cancelled', async () => {
    expect(await recordsOf(having(ORDER, 'BEG*00', 'BEG*01'), 'order')).toMatchObject([{ cancelled: true }]);
  });

  it('860: the lines that changed, and those that were taken out', async () => {
    expect(await recordsOf(interchange([CHANGE]), 'order')).toMatchObject([
      {
        ...{ id: 'PO-1001', shipTo: { city: 'MEMPHIS' } },
        lines: [
          { lineNumber: '1', quantity: { value: 5 }, cancelled: false },
          { lineNumber: '2', cancelled: true },
        ],
      },
    ]);
  });

  it('860 that would lose the ship-to is set aside, unless the partner never sends one', async () => {
    const text = having(CHANGE, 'N1*ST', 'N1*XX');

    await expect(recordsOf(text, 'order')).rejects.toThrow(/ship-to/);
    expect(await recordsOf(text, 'order', { partners: [{ ...PARTNER_PARSED, sendsShipTo: false }] })).toHaveLength(1);
  });

  it('940: an order that a depositor has us ship', async () => {
    expect(await recordsOf(interchange([WAREHOUSE_ORDER]), 'order')).toMatchObject([
      {
        ...{ id: 'DEP-55', customerId: 'D-1', shipTo: { city: 'AUSTIN' } },
        lines: [
          {
            lineNumber: '1',
            itemId: 'SKU-MOTOR',
            siteId: 'WH-E',
            promisedShipBy: '2026-11-26T05:59:59.999Z',
            value: null,
          },
        ],
      },
    ]);
  });

  it('855: what is to come, and an exception for what the supplier refuses', async () => {
    const text = interchange([ACCEPTANCE]);

    expect(await recordsOf(text, 'supply')).toMatchObject([
      { id: 'OUR-PO-7/1', itemId: 'SKU-MOTOR', siteId: 'WH-E', supplierId: 'SUP-1', quantity: { value: 5, uom: 'EA' } },
    ]);
    expect(await recordsOf(text, 'exception')).toMatchObject([{ type: 'supply-delay', supplyId: 'OUR-PO-7/2' }]);
  });

  it('856: goods that left, by the order above each item', async () => {
    expect(await recordsOf(interchange([NOTICE]), 'shipment')).toMatchObject([
      {
        ...{ id: 'SHIP-2', carrierServiceId: 'UPSN/GR', departedAt: '2026-11-23T15:15:00.000Z' },
        etaAt: '2026-11-28T05:59:59.999Z',
        lines: [
          { orderId: 'PO-1001', lineNumber: '1', quantity: 8 },
          { orderId: 'PO-1001', lineNumber: '2', quantity: 2 },
        ],
      },
    ]);
  });

  it('945: what was shipped, and an exception for what was short', async () => {
    const text = interchange([ADVICE]);

    expect(await recordsOf(text, 'shipment')).toMatchObject([
      {
        id: 'SHIP-3',
        carrierServiceId: 'UPSN',
        lines: [
          { lineNumber: '1', quantity: 8 },
          { lineNumber: '2', quantity: 1 },
        ],
      },
    ]);
    expect(await recordsOf(text, 'exception')).toMatchObject([
      { type: 'short-pick', orderId: 'PO-1001', lineNumbers: ['2'], cause: '2 CA of 3 were not shipped' },
    ]);
  });

  it('214: where a shipment is, in the zone that the message names, and an exception for a delay', async () => {
    const text = interchange([STATUS]);

    expect(await recordsOf(text, 'shipment')).toMatchObject([
      {
        id: 'SHIP-2',
        departedAt: '2026-11-23T20:10:00.000Z',
        etaAt: '2026-11-27T14:00:00.000Z',
        deliveredAt: null,
        lines: [],
      },
    ]);
    expect(await recordsOf(text, 'exception')).toMatchObject([
      { type: 'shipment-delay', orderId: 'PO-1001', openedAt: '2026-11-24T13:00:00.000Z' },
    ]);
  });

  it('214 with a status that nobody named is set aside; the partner’s configuration can name it', async () => {
    const text = having(STATUS, 'AT7*AF', 'AT7*Q9');

    await expect(recordsOf(text, 'shipment')).rejects.toThrow(/came Q9: name it in statuses/);
    const named = { partners: [{ ...PARTNER_PARSED, statuses: { Q9: 'delivered' } }] };
    expect(await recordsOf(text, 'shipment', named)).toMatchObject([{ deliveredAt: '2026-11-23T20:10:00.000Z' }]);
  });

  it('846: stock, what is available where no more is told', async () => {
    expect(await recordsOf(interchange([STOCK]), 'inventory')).toMatchObject([
      { itemId: 'SKU-MOTOR', siteId: 'WH-E', onHand: { value: 40, uom: 'EA' }, allocated: 5 },
      { itemId: 'SKU-BOX', onHand: { value: 7, uom: 'case' }, allocated: 0 },
    ]);
  });

  it('810: an invoice, its total in hundredths', async () => {
    expect(await recordsOf(interchange([BILL]), 'invoice')).toMatchObject([
      { id: 'INV-55', orderId: 'PO-1001', total: { amountMinor: 176_400, currency: 'EUR' } },
    ]);
  });

  it('997 that refuses what we sent: an exception; one that accepts it: nothing', async () => {
    expect(await recordsOf(interchange([REFUSAL]), 'exception')).toMatchObject([
      { type: 'edi', cause: 'acme could not read group 7 of ours: 940 0003 (R, 5)' },
    ]);
    const accepted: MadeUpSet = ['FA', '997', ['AK1*OW*7', 'AK2*940*0003', 'AK5*A', 'AK9*A*1*1*1']];
    expect(await recordsOf(interchange([accepted]), 'exception')).toEqual([]);
  });

  it.each([
    ['a quantity that is no number', 'PO1*1*8', 'PO1*1*eight', /quantity: expected a number, came "eight"/],
    ['no product number that counts', '**VP*SKU-MOTOR*UP*012345678905', '**ZZ*X', /a product number with one of VP/],
    ['a date that is none', 'DTM*002*20261202', 'DTM*002*20261302', /expected a date like 20261123/],
    ['a purpose that is not known', 'BEG*00', 'BEG*77', /purpose: expected one of/],
  ])('with %s are set aside whole, with their segments', async (_, from, to, reason) => {
    const found = await judged(having(ORDER, from, to));

    expect(found.status === 'whole' && found.findings.get('order')).toMatchObject({
      records: [],
      unreadable: [{ reason: expect.stringMatching(reason) as string, location: 'ZZ-ACME-000000101/101/0001' }],
    });
  });
});

const PARTNER_PARSED = { ...PARTNER, currency: 'USD', sendsShipTo: true, itemQualifiers: ['VP', 'VN'], statuses: {} };
