import { describe, expect, it } from 'vitest';
import { toAmount } from '../../../plugins/vendure/wire.ts';
import { pagesOf, recordsOf, replyOf } from './recorded.ts';

describe('what Vendure answers becomes records', () => {
  it('an order has its lines in pieces and minor units, and promises from its custom fields', async () => {
    const [first] = await recordsOf('order');

    expect(first).toMatchObject({
      ...{ currency: 'USD', cancelled: false, holds: [] },
      shipTo: { country: 'US', region: 'IL', city: 'Chicago', postalCode: '60601' },
      lines: [
        {
          ...{ itemId: 'SKU-1', quantity: { value: 2, uom: 'EA' }, value: { amountMinor: 500, currency: 'USD' } },
          ...{ promisedShipBy: '2031-01-07T00:00:00.000Z', promisedDeliverBy: '2031-01-10T00:00:00.000Z' },
          carrierServiceId: 'standard-shipping',
        },
        { itemId: 'SKU-2', quantity: { value: 3, uom: 'EA' } },
      ],
    });
  });

  it('the state for holds is a hold with its kind and reason, and another state is none', async () => {
    const held = (await recordsOf('order')).filter(({ holds }) => (holds as unknown[]).length > 0);

    expect(held).toMatchObject([
      { holds: [{ id: 'OnHold', kind: 'credit', reason: 'over the limit', lineNumber: null }] },
    ]);
    expect((await recordsOf('order', { holdState: null })).flatMap(({ holds }) => holds)).toEqual([]);
  });

  it('a cancelled order keeps the quantities that it was placed with', async () => {
    const cancelled = (await recordsOf('order')).filter((order) => order.cancelled === true);

    expect(cancelled).toMatchObject([
      {
        lines: [
          { cancelled: true, quantity: { value: 2 } },
          { cancelled: true, quantity: { value: 3 } },
        ],
      },
    ]);
  });

  it('a line of which a piece was cancelled has the rest', async () => {
    const lines = (await recordsOf('order')).flatMap((order) => order.lines as { quantity: { value: number } }[]);

    expect(lines).toContainEqual(expect.objectContaining({ quantity: { value: 2, uom: 'EA' }, cancelled: false }));
  });

  it('stock stands at the sites that the configuration names', async () => {
    const records = await recordsOf('inventory', { sites: { 2: { id: 'RENO' } } });

    expect(new Set(records.map(({ siteId }) => siteId))).toEqual(new Set(['1', 'RENO']));
    expect(records.find(({ itemId, siteId }) => itemId === 'SKU-1' && siteId === 'RENO')).toMatchObject({
      onHand: { value: 40, uom: 'EA' },
    });
  });

  it('a stock location has the zone that is given for it, or for all', async () => {
    const sites = await recordsOf('site', {
      sites: { 2: { id: 'RENO', zone: 'America/Los_Angeles' } },
      zone: 'Europe/Berlin',
    });

    expect(sites).toMatchObject([
      { id: '1', zone: 'Europe/Berlin' },
      { id: 'RENO', name: 'Reno DC', zone: 'America/Los_Angeles' },
    ]);
  });

  it('a fulfilment is a shipment of its order, with the times of its states', async () => {
    const [shipped, delivered] = await recordsOf('shipment');

    expect(shipped).toMatchObject({ carrierServiceId: 'UPS', deliveredAt: null, departedAt: expect.any(String) });
    expect(delivered).toMatchObject({ deliveredAt: expect.any(String), failedAt: null });
  });

  it('an item and a customer have a name and nothing that is not needed', async () => {
    const [item] = await recordsOf('item');
    const [customer] = await recordsOf('customer');

    expect(item).toMatchObject({ name: 'Bolt', uom: 'EA', attributes: { onSale: 'yes' } });
    expect(customer).toMatchObject({ name: 'Made-up Abel', country: null });
  });

  it('a row that does not fit is set aside, and the others are read', async () => {
    const { page } = replyOf('order');
    const [bad, ...others] = page.items;
    const given = { page: { totalItems: page.items.length, items: [{ ...bad, currencyCode: 7 }, ...others] } };
    const [read] = await pagesOf('order', [given]);

    expect(read?.unreadable).toMatchObject([
      { location: `orders ${String(bad?.id)}`, reason: expect.stringContaining('currencyCode') },
    ]);
    expect(read?.records).toHaveLength(others.length);
  });
});

describe('an amount', () => {
  it.each([
    ['USD', 1234, 2, 1234],
    ['JPY', 123_400, 2, 1234],
    ['KWD', 1234, 2, 12_340],
    ['USD', 123_456, 4, 1235],
  ])('in %s of %i with %i digits is %i minor units', (currency, value, digits, amountMinor) => {
    expect(toAmount(value, currency, digits)).toEqual({ amountMinor, currency });
  });
});
