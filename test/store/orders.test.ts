import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { OrderQuery } from '../../src/domain/list.ts';
import type { Book } from '../../src/store/open-book.ts';
import { event, june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';
import { apply, delivered, order, readAll } from './given-state.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
  await apply(
    book.store,
    order('open', 3, [
      { lineNumber: '1', siteId: 'A', promisedDay: 10 },
      { lineNumber: '2', siteId: 'B', itemId: 'I-2', promisedDay: 20 },
    ]),
    order('closed', 2, [{ lineNumber: '1', siteId: 'A', promisedDay: 10 }]),
    order('cancelled', 1, [{ lineNumber: '1', siteId: 'A', promisedDay: 12 }], 'C-2'),
    delivered('open', '1', 9),
    delivered('closed', '1', 9),
    event('order.cancelled', 4, { orderId: 'cancelled' }),
    delivered('never-placed', '1', 9),
  );
});
afterAll(() => book.close());

async function find(query: Partial<OrderQuery>): Promise<string[]> {
  const { items } = await book.store.orders.page({ first: 10, after: null, ...query });
  return items.map(({ value }) => value.id);
}

describe('orders', () => {
  it('are found by id; one of which only a shipment has arrived is not there', async () => {
    const orders = await book.store.orders.byIds(['open', 'cancelled', 'never-placed', 'SO-404']);

    expect([...orders.keys()].sort()).toEqual(['cancelled', 'open']);
    expect(orders.get('cancelled')).toMatchObject({ cancelled: true, customerId: 'C-2' });
  });

  it('stand newest placed first', async () => {
    expect(await find({})).toEqual(['open', 'closed', 'cancelled']);
  });

  it.each<[string, Partial<OrderQuery>, string[]]>([
    ['with a line still to be delivered', { status: 'open' }, ['open']],
    ['with no line left', { status: 'closed' }, ['closed']],
    ['that are cancelled', { status: 'cancelled' }, ['cancelled']],
    ['of a customer', { customerId: 'C-2' }, ['cancelled']],
    ['placed from an instant', { placedFrom: june(2) }, ['open', 'closed']],
    ['placed before an instant', { placedBefore: june(2) }, ['cancelled']],
    ['promised from an instant', { promisedDeliverFrom: june(12) }, ['open', 'cancelled']],
    ['promised before an instant', { promisedDeliverBefore: june(12) }, ['open', 'closed']],
    ['from a site', { siteId: 'B' }, ['open']],
    ['with an item', { itemId: 'I-1' }, ['open', 'closed', 'cancelled']],
    ['with a line in a status', { lineStatus: 'delivered' }, ['open', 'closed']],
    ['with one line that matches all that is asked of lines', { siteId: 'A', itemId: 'I-2' }, []],
    ['that match everything asked', { siteId: 'A', status: 'open', customerId: 'C-1' }, ['open']],
  ])('are filtered to those %s', async (_, query, expected) => {
    expect(await find(query)).toEqual(expected);
  });

  it('close with their last delivery, and open again when a line is added', async () => {
    await apply(book.store, order('SO-7', 1, [{ lineNumber: '1' }], 'C-7'));
    const status = async (): Promise<string[][]> => [
      await find({ customerId: 'C-7', status: 'open' }),
      await find({ customerId: 'C-7', status: 'closed' }),
    ];

    expect(await status()).toEqual([['SO-7'], []]);
    await apply(book.store, delivered('SO-7', '1', 8));
    expect(await status()).toEqual([[], ['SO-7']]);
    const more = { lineNumber: '2', itemId: 'I-1', quantity: { value: 1, uom: 'EA' } };
    await apply(book.store, event('order.changed', 9, { orderId: 'SO-7', lines: [more] }));
    expect(await status()).toEqual([['SO-7'], []]);
  });
});

describe('pages of orders', () => {
  it('meet every order that stays once, while others come and go and many share an instant', async () => {
    const ids = Array.from({ length: 25 }, (_, index) => `P-${String(index).padStart(2, '0')}`);
    await apply(book.store, ...ids.map((id, index) => order(id, index < 20 ? 10 : 11, [], 'C-9')));
    let round = 0;
    const comeAndGo = async (): Promise<void> => {
      round += 1;
      await apply(book.store, order(`P-00-${round}`, 12, [], 'C-9'));
    };

    const seen = await readAll((after) => book.store.orders.page({ first: 4, after, customerId: 'C-9' }), comeAndGo);

    const newestFirst = [...ids.slice(20), ...ids.slice(0, 20)];
    expect(seen.map(({ id }) => id)).toEqual(newestFirst);
  });

  it('refuse a position that another list gave', async () => {
    await expect(book.store.orders.page({ first: 1, after: [0.5, 'SO-1/1'] })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});
