import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createBook, readAll } from './book.ts';

/** The examples of the manual, as they stand there. */
const page = readFileSync('plugins/csv/README.md', 'utf8');
const blocks = (language: string) =>
  [...page.matchAll(new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``, 'g'))].map(([, text = '']) => text);
const [manual = '', , shop = ''] = blocks('yaml');
const [lines = ''] = blocks('csv');

describe('the example of the manual', () => {
  const book = createBook(manual);
  book.write('lines.csv', lines);

  it('gives orders with local days as instants, and what is cancelled', async () => {
    const { records, unreadable } = await readAll(book.client(), 'order');

    expect(unreadable).toEqual([]);
    expect(records).toMatchObject([
      {
        id: 'SO-1',
        placedAt: '2013-02-28T21:00:00.000Z',
        shipTo: { country: 'Kenya' },
        lines: [
          {
            lineNumber: '10',
            value: { amountMinor: 12_000, currency: 'USD' },
            carrierServiceId: 'Air',
            promisedDeliverBy: '2013-03-17T20:59:59.999Z',
            cancelled: false,
            attributes: { path: 'Direct', unitPrice: 120 },
          },
          { lineNumber: '20' },
        ],
      },
      { id: 'SO-2', lines: [{ cancelled: true }] },
    ]);
    expect(JSON.stringify(records[1])).not.toContain('carrierServiceId');
  });

  it('gives a delivery only to the line that has one', async () => {
    const { records } = await readAll(book.client(), 'shipment');

    expect(records).toMatchObject([
      { id: 'SO-1/10', deliveredAt: '2013-03-18T09:00:00.000Z' },
      { id: 'SO-1/20' },
      { id: 'SO-2/10' },
    ]);
    expect(records.filter((record) => JSON.stringify(record).includes('deliveredAt'))).toHaveLength(1);
  });
});

describe('a shop export in several files', () => {
  function shopBook() {
    const book = createBook(shop);
    book.write(
      'order_items.csv',
      'order_id,item_number,product_id,seller_id,price,freight\no1,1,p1,s1,58.90,13.29\no1,2,p1,s1,58.90,13.29\no2,1,p2,s2,239.9,19.93\n',
    );
    book.write(
      'orders.csv',
      'order_id,customer_id,status,purchased_at,handed_over_at,delivered_at,estimated_delivery\n' +
        'o1,c1,delivered,2017-10-02 10:56:33,2017-10-04 19:55:00,2017-10-10 21:25:13,2017-10-18 00:00:00\n' +
        'o2,c2,canceled,2018-01-05 08:00:00,,,2018-01-30 00:00:00\n',
    );
    book.write('customers.csv', 'customer_id,state\nc1,SP\nc2,RJ\n');
    return book;
  }

  it('takes each value from the file that has it, through a chain of joins', async () => {
    const { records, unreadable } = await readAll(shopBook().client(), 'order');

    expect(unreadable).toEqual([]);
    expect(records).toMatchObject([
      {
        id: 'o1',
        customerId: 'c1',
        placedAt: '2017-10-02T13:56:33.000Z',
        shipTo: { region: 'SP' },
        cancelled: false,
        lines: [
          {
            lineNumber: '1',
            quantity: { value: 1, uom: 'EA' },
            promisedDeliverBy: '2017-10-19T01:59:59.999Z',
            attributes: { freight: 13.29 },
          },
          { lineNumber: '2' },
        ],
      },
      {
        id: 'o2',
        customerId: 'c2',
        cancelled: true,
        lines: [{ lineNumber: '1', value: { amountMinor: 23_990, currency: 'BRL' } }],
      },
    ]);
  });

  it('sets a row aside whose joined row is missing', async () => {
    const book = shopBook();
    book.write('order_items.csv', 'order_id,item_number,product_id,seller_id,price,freight\no9,1,p1,s1,58.90,13.29\n');

    const { records, unreadable } = await readAll(book.client(), 'order');

    expect(records).toEqual([]);
    expect(unreadable).toMatchObject([
      { location: 'order_items.csv:2', reason: 'customerId: expected a value, came nothing' },
    ]);
  });

  it('tells of rows of a joined file that cannot be read', async () => {
    const book = shopBook();
    book.write('customers.csv', 'customer_id,state\nc1\nc2,RJ\n');

    expect((await readAll(book.client(), 'order')).unreadable).toMatchObject([{ location: 'customers.csv:2' }]);
  });

  it('reads everything again when a joined file changed, and nothing when none did', async () => {
    const book = shopBook();
    const { cursor } = await readAll(book.client(), 'order');

    expect((await readAll(book.client(), 'order', cursor)).pages).toEqual([]);
    book.write('customers.csv', 'customer_id,state\nc1,BA\nc2,RJ\n');
    expect((await readAll(book.client(), 'order', cursor)).records).toHaveLength(2);
  });

  it('refuses the whole book when a joined file lacks a column', async () => {
    const book = shopBook();
    book.write('customers.csv', 'customer_id,province\nc1,SP\n');

    await expect(readAll(book.client(), 'order')).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: expect.stringMatching(/customers\.csv: expected column "state"/) as string,
    });
  });
});
