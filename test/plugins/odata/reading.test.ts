import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keysIn, openService, ORDER, orderRow, readAll, type Asked, type Service } from './service.ts';

let service: Service;
beforeAll(async () => {
  service = await openService();
});
afterAll(() => service.close());

const rows = (...value: object[]) => ({ json: { value } });

/** Whether a request looks for rows without a time, which there are none of. */
function asksForNull({ query }: Asked): boolean {
  return query.$filter?.includes('modifiedAt eq null') ?? false;
}

describe('reading', () => {
  it('makes an order of a row and its lines, asks for what is mapped and nothing else, and goes on after the last row', async () => {
    service.answer((asked) => {
      if (asksForNull(asked)) return rows();
      return asked.query.$filter
        ? rows(orderRow(3))
        : rows(orderRow(1, { block: '01', blockReason: 'late payer' }), orderRow(2));
    });

    const pages = await readAll(service.open(), 'order');

    expect(pages[0]?.records[0]?.record).toMatchObject({
      ...{ id: 'SO-1', customerId: 'C-1', placedAt: '2026-01-06T00:00:00.000Z' },
      holds: [{ id: 'block', kind: 'credit', reason: 'late payer', placedAt: '2026-01-06T08:00:01.250Z' }],
      lines: [{ lineNumber: '10', itemId: 'BOLT', quantity: { value: 1.5, uom: 'EA' }, value: { amountMinor: 1234 } }],
    });
    expect(keysIn(pages)).toEqual(['SO-1', 'SO-2', 'SO-3']);
    expect(service.asked.slice(1).map(({ query }) => query)).toEqual([
      {
        $select: 'number,placedOn,modifiedAt,block,blockReason,ID',
        $expand: 'customer($select=code),items($select=position,sku,quantity,net)',
        $orderby: 'modifiedAt,ID',
        $top: '2',
      },
      expect.objectContaining({
        $filter:
          'modifiedAt gt 2026-01-06T08:00:02.250Z or (modifiedAt eq 2026-01-06T08:00:02.250Z and (ID gt 00000000-0000-4000-8000-000000000002))',
      }),
    ]);
  });

  it('keeps the filter of the operator beside its own', async () => {
    service.answer((asked) =>
      asksForNull(asked) ? rows() : asked.query.$filter?.includes(' gt ') ? rows() : rows(orderRow(1), orderRow(2)),
    );

    await readAll(
      service.open({ records: { order: { ...ORDER, filter: "status ne 'X' or block eq null" } } }),
      'order',
    );

    expect(service.asked[1]?.query.$filter).toBe("status ne 'X' or block eq null");
    expect(service.asked[2]?.query.$filter).toMatch(/^\(status ne 'X' or block eq null\) and \(modifiedAt gt /);
  });

  it('goes on by keys where the service gives fewer rows than it was asked for', async () => {
    service.answer((asked) => {
      if (asksForNull(asked)) return rows();
      const value = asked.query.$filter ? [orderRow(2)] : [orderRow(1)];
      return { json: { value, ...(asked.query.$filter ? {} : { '@odata.nextLink': 'Orders?$skiptoken=1' }) } };
    });

    expect(keysIn(await readAll(service.open(), 'order'))).toEqual(['SO-1', 'SO-2']);
    expect(service.asked.some(({ query }) => query.$skiptoken)).toBe(false);
  });

  it('takes the lines that the service left behind a link', async () => {
    service.answer((asked) => {
      if (asksForNull(asked)) return rows();
      if (asked.path.endsWith('/items')) return rows({ position: 20, sku: 'NUT', quantity: '2' });
      return rows(orderRow(1, { 'items@odata.nextLink': 'Orders(1)/items?$skiptoken=1' }));
    });

    const [page] = await readAll(service.open(), 'order');

    expect(page?.records[0]?.record).toMatchObject({
      lines: [{ lineNumber: '10' }, { lineNumber: '20', itemId: 'NUT' }],
    });
  });

  it('sets a line aside that cannot be read, and reads the others', async () => {
    const items = [
      { position: 10, sku: null, quantity: 1 },
      { position: 20, sku: 'NUT', quantity: 1 },
    ];
    service.answer((asked) => (asksForNull(asked) ? rows() : rows(orderRow(1, { items }))));

    const [page] = await readAll(service.open(), 'order');

    expect(page?.records[0]?.record).toMatchObject({ lines: [{ lineNumber: '20' }] });
    expect(page?.unreadable).toMatchObject([
      { location: 'Orders:SO-1', reason: 'order: itemId: expected a value, came nothing', payload: { number: 'SO-1' } },
    ]);
  });

  it('is not led ahead by a row that bears a time to come', async () => {
    service.answer((asked) =>
      asksForNull(asked) ? rows() : rows(orderRow(1, { modifiedAt: '2999-01-01T00:00:00Z' })),
    );

    const [page] = await readAll(service.open(), 'order');

    expect(page?.cursor).toMatchObject({ last: null });
    expect(JSON.stringify(page?.cursor)).not.toContain('2999');
  });
});

describe('a service that would lose rows', () => {
  it('is refused when a row has no time', async () => {
    service.answer(() => rows(orderRow(1, { modifiedAt: null })));
    const provider = service.open();

    await expect(readAll(provider, 'order')).rejects.toThrow(/expected a time in modifiedAt of every row, came null/);
  });

  it('is refused when rows cannot be told apart', async () => {
    const twin = { modifiedAt: '2026-01-06T08:00:00Z', status: 'OPEN' };
    service.answer((asked) => (asksForNull(asked) ? rows() : rows(orderRow(1, twin), orderRow(2, twin))));
    const records = { order: { ...ORDER, cursor: { time: 'modifiedAt', id: 'status' } } };

    await expect(readAll(service.open({ records }), 'order')).rejects.toThrow(/`cursor.id` does not tell rows apart/);
  });

  it('is refused when it gives the last row again', async () => {
    service.answer((asked) => (asksForNull(asked) ? rows() : rows(orderRow(1), orderRow(2))));

    await expect(readAll(service.open(), 'order')).rejects.toThrow(/came .* again.*paging: 'links'/);
  });
});
