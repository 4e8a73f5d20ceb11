import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ExceptionQuery } from '../../src/domain/list.ts';
import type { Book } from '../../src/store/open-book.ts';
import { event, june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';
import { apply, delivered, order, readAll } from './given-state.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

describe('lines', () => {
  it('stand by number within their order, 2 before 10', async () => {
    await apply(
      book.store,
      order(
        'SO-1',
        1,
        ['10', '2', '1'].map((lineNumber) => ({ lineNumber })),
      ),
      order('SO-2', 1, []),
    );

    const lines = await book.store.lines.byOrderIds(['SO-1', 'SO-2', 'SO-404']);

    expect([...lines.keys()]).toEqual(['SO-1']);
    expect(lines.get('SO-1')?.map(({ lineNumber }) => lineNumber)).toEqual(['1', '2', '10']);
    expect((await book.store.lines.byIds(['SO-1/10', 'SO-1/3'])).size).toBe(1);
  });

  it('are listed in id order while they are to be delivered and their order stands', async () => {
    await apply(
      book.store,
      order('SO-3', 1),
      order('SO-4', 1),
      order('SO-5', 1),
      delivered('SO-3', '1', 4),
      event('order.cancelled', 2, { orderId: 'SO-4' }),
      delivered('SO-6', '1', 4),
    );

    expect(await book.store.lines.openIds(null, 100)).toEqual(['SO-1/1', 'SO-1/10', 'SO-1/2', 'SO-5/1']);
    expect(await book.store.lines.openIds('SO-1/1', 2)).toEqual(['SO-1/10', 'SO-1/2']);
  });
});

describe('shipments', () => {
  it('are found by id and by each of their lines', async () => {
    const lines = ['1', '2'].map((lineNumber) => ({ orderId: 'SO-7', lineNumber }));
    await apply(book.store, event('shipment.confirmed', 2, { shipmentId: 'SH-1', lines, at: june(2) }));
    await apply(
      book.store,
      event('shipment.departed', 3, { shipmentId: 'SH-2', lines: lines.slice(0, 1), at: june(3) }),
    );

    const shipments = await book.store.shipments.byLineIds(['SO-7/1', 'SO-7/2', 'SO-7/3']);

    expect([...shipments].map(([line, found]) => [line, found.map(({ id }) => id)]).sort()).toEqual([
      ['SO-7/1', ['SH-1', 'SH-2']],
      ['SO-7/2', ['SH-1']],
    ]);
    expect((await book.store.shipments.byIds(['SH-2'])).get('SH-2')?.status).toBe('departed');
  });
});

describe('stock', () => {
  const inventory = (itemId: string, siteId: string) =>
    event('inventory.adjusted', 1, {
      key: `${itemId}@${siteId}`,
      record: { kind: 'inventory', itemId, siteId, onHand: { value: 5, uom: 'EA' } },
    });
  const supply = (id: string, day: number) =>
    event('supply.scheduled', 1, {
      key: id,
      record: {
        kind: 'supply',
        id,
        itemId: 'I-1',
        siteId: 'A',
        quantity: { value: 5, uom: 'EA' },
        expectedAt: june(day),
      },
    });

  it('on hand is found by item, by site; a source that takes it back takes it away', async () => {
    await apply(book.store, inventory('I-1', 'B'), inventory('I-1', 'A'), inventory('I-2', 'A'));
    await apply(book.store, event('inventory.adjusted', 2, { key: 'I-2@A', record: null }));

    const stock = await book.store.inventory.byItemIds(['I-1', 'I-2']);

    expect([...stock].map(([item, found]) => [item, found.map(({ id }) => id)])).toEqual([['I-1', ['I-1@A', 'I-1@B']]]);
    expect([...(await book.store.inventory.byIds(['I-1@A', 'I-2@A'])).keys()]).toEqual(['I-1@A']);
  });

  it('to come is found by item, first to come first, until it is received', async () => {
    await apply(book.store, supply('S-1', 9), supply('S-2', 8), supply('S-3', 7));
    await apply(book.store, event('supply.received', 6, { supplyId: 'S-3', at: june(6) }));
    await apply(book.store, event('supply.delayed', 6, { supplyId: 'S-2', expectedAt: june(12) }));

    const supplies = await book.store.supply.byItemIds(['I-1', 'I-2']);

    expect(supplies.get('I-1')?.map(({ id, expectedAt }) => [id, expectedAt])).toEqual([
      ['S-1', june(9)],
      ['S-2', june(12)],
    ]);
    expect(supplies.has('I-2')).toBe(false);
  });
});

describe('master data', () => {
  it('is found by id', async () => {
    await apply(
      book.store,
      event('item.changed', 1, { key: 'I-1', record: { kind: 'item', id: 'I-1', name: 'bolt' } }),
      event('site.changed', 1, { key: 'A', record: { kind: 'site', id: 'A', name: 'Aachen', zone: 'Europe/Berlin' } }),
      event('carrierService.changed', 1, {
        key: 'x/y',
        record: { kind: 'carrierService', id: 'x/y', carrier: 'x', service: 'y' },
      }),
    );

    expect((await book.store.items.byIds(['I-1'])).get('I-1')).toMatchObject({
      name: 'bolt',
      provenance: { source: 'erp' },
    });
    expect((await book.store.sites.byIds(['A'])).get('A')?.zone).toBe('Europe/Berlin');
    expect((await book.store.carrierServices.byIds(['x/y', 'z'])).size).toBe(1);
    expect((await book.store.customers.byIds([])).size).toBe(0);
  });
});

describe('exceptions', () => {
  const opened = (id: string, day: number, orderId: string, type: 'address' | 'pricing' = 'address') =>
    event('exception.opened', day, { id, type, severity: 'low', orderId, openedAt: june(day) });

  it('stand newest opened first, by order and in pages', async () => {
    await apply(
      book.store,
      opened('X-1', 1, 'SO-1'),
      opened('X-2', 2, 'SO-1', 'pricing'),
      opened('X-3', 3, 'SO-2'),
      opened('X-4', 3, 'SO-2'),
    );
    await apply(book.store, event('exception.resolved', 4, { exceptionId: 'X-3', at: june(4) }));
    await apply(book.store, event('exception.escalated', 4, { exceptionId: 'X-1', severity: 'critical', at: june(4) }));
    const find = async (query: Partial<ExceptionQuery>): Promise<string[]> =>
      (await readAll((after) => book.store.exceptions.page({ first: 2, after, ...query }))).map(({ id }) => id);

    expect(await find({})).toEqual(['X-3', 'X-4', 'X-2', 'X-1']);
    expect(await find({ open: true })).toEqual(['X-4', 'X-2', 'X-1']);
    expect(await find({ open: false })).toEqual(['X-3']);
    expect(await find({ severity: 'critical' })).toEqual(['X-1']);
    expect(await find({ type: 'pricing' })).toEqual(['X-2']);
    expect(await find({ orderId: 'SO-1', open: true })).toEqual(['X-2', 'X-1']);
    expect((await book.store.exceptions.byOrderIds(['SO-1'])).get('SO-1')?.map(({ id }) => id)).toEqual(['X-2', 'X-1']);
  });
});
