import { describe, expect, it } from 'vitest';
import { loadRecorded, recordsOf } from './recorded.ts';

describe('what Tryton answered, as records', () => {
  it('gives an order with its lines, money, place and promise by the day of the company', async () => {
    const orders = await recordsOf('order');
    const reserved = orders.find(({ id }) => id === '3');

    expect(orders).toHaveLength(7);
    expect(reserved).toMatchObject({
      ...{ customerId: 'C-INITECH', currency: 'USD', cancelled: false, holds: [] },
      shipTo: { country: 'US', city: 'Austin', postalCode: '60601' },
      lines: [
        {
          ...{ itemId: 'FILTER', quantity: { value: 10, uom: 'u' }, siteId: 'RNO', allocated: 10 },
          ...{ value: { amountMinor: 100_000, currency: 'USD' }, cost: { amountMinor: 17_500, currency: 'USD' } },
        },
        { itemId: 'PUMP', quantity: { value: 2, uom: 'u' }, allocated: 2 },
      ],
    });
    expect(reserved?.placedAt).toMatch(/T0[56]:00:00\.000Z$/);
    expect(reserved?.lines[0]?.promisedShipBy).toMatch(/T0[45]:59:59\.999Z$/);
    expect(reserved?.changedAt).toMatch(/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/);
  });

  it('gives a shipment in draft as a hold, with what the note says of it', async () => {
    const [first] = await recordsOf('order');

    expect(first?.holds).toMatchObject([{ id: '1', kind: 'credit', reason: 'over the limit', lineNumber: null }]);
    expect(first?.lines.map(({ allocated }) => allocated)).toEqual([0, 0]);
  });

  it('gives a quotation as an order that waits to be confirmed', async () => {
    const quotations = (await recordsOf('order')).filter(({ holds }) => holds.some(({ id }) => id === 'quotation'));

    expect(quotations.map(({ id }) => id)).toEqual(['5', '6']);
    expect(quotations[0]?.lines).toMatchObject([{ allocated: null, promisedShipBy: expect.any(String) }]);
  });

  it('gives stock of every item at every warehouse, less what has an order already', async () => {
    const stock = await recordsOf('inventory');
    const at = (item: string, site: string) => stock.find(({ itemId, siteId }) => itemId === item && siteId === site);

    expect(stock).toHaveLength(8);
    expect(at('FILTER', 'RNO')).toMatchObject({ onHand: { value: 40, uom: 'u' }, allocated: 10 });
    expect(at('PUMP', 'MEM')).toMatchObject({ onHand: { value: 20 }, allocated: 0 });
    expect(at('FILTER', 'MEM')).toMatchObject({ onHand: { value: 0 }, allocated: 0 });
  });

  it('gives goods on order, a shipment that left with the day, and its invoice', async () => {
    const [supply] = await recordsOf('supply');
    const shipments = await recordsOf('shipment');
    const [invoice] = await recordsOf('invoice');
    const left = shipments.filter(({ departedAt }) => departedAt !== null);

    expect(supply).toMatchObject({
      ...{ id: expect.stringMatching(/^1\/\d+$/), itemId: 'MOTOR', siteId: 'MEM', supplierId: 'S-SZ' },
      ...{ quantity: { value: 25, uom: 'u' }, receivedAt: null },
    });
    expect(left).toMatchObject([{ lines: [{ orderId: '7', quantity: 20 }] }]);
    expect(shipments).toHaveLength(5);
    expect(invoice).toMatchObject({ orderId: '7', total: { amountMinor: 200_000, currency: 'USD' } });
  });

  it('gives customers, items and sites by their codes, and says of each record where it stands', async () => {
    const { records } = await loadRecorded('customer');

    expect(await recordsOf('customer')).toEqual(
      expect.arrayContaining([expect.objectContaining({ id: 'C-ACME', name: 'Acme Retail', country: 'US' })]),
    );
    expect(await recordsOf('item')).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: 'MOTOR', category: 'Goods', unitCost: { amountMinor: 11_000, currency: 'USD' } }),
      ]),
    );
    expect(await recordsOf('site')).toMatchObject([
      { id: 'MEM', name: 'Memphis DC', zone: 'America/Chicago' },
      { id: 'RNO' },
    ]);
    expect(records.every(({ location }) => /^party\.party \d+$/.test(location ?? ''))).toBe(true);
  });
});
