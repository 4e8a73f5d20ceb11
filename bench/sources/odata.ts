import { odata } from '../../plugins/index.ts';
import { startOdata } from '../../scripts/sources/odata.ts';
import type { BenchSource } from './bench-source.ts';

/** Orders of two lines, written into the database itself. */
export async function openOdata(orders: number): Promise<BenchSource> {
  const server = await startOdata();
  const { url, username, password } = server;
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${orders})`;
  await server.sql(`
    DELETE FROM book_Orders;
    DELETE FROM book_Items;
    ${numbers} INSERT INTO book_Orders (ID, number, customer_code, placedOn, city, requestedOn, status, createdAt, modifiedAt)
      SELECT printf('00000000-0000-4000-8000-%012d', i), 'COPY-' || i, 'C-' || (1 + i % 12), '2026-01-06', 'Chicago', '2031-02-01', 'OPEN',
        '2026-01-06T08:00:00.000Z', strftime('%Y-%m-%dT%H:%M:%S.000Z', '2026-01-06', (i / 3) || ' seconds')
      FROM n;
    INSERT INTO book_Items (ID, order_ID, position, sku, quantity, net, promisedOn, createdAt, modifiedAt)
      SELECT printf('10000000-0000-4000-8%03d-', position) || substr(ID, 25), ID, position, 'BOLT-' || position, 4, 1234.56, '2031-02-01',
        createdAt, createdAt
      FROM book_Orders, (SELECT 10 AS position UNION ALL SELECT 20);
  `);
  const provider = odata({
    ...{ id: 'erp', url, signIn: { username, password }, zone: 'America/Chicago', currency: 'USD', uom: 'EA' },
    records: {
      order: {
        entitySet: 'Orders',
        lines: 'items',
        cursor: { time: 'modifiedAt' },
        fields: {
          id: 'number',
          customerId: 'customer/code',
          placedAt: 'placedOn',
          'shipTo.city': 'city',
          changedAt: 'modifiedAt',
        },
        line: {
          lineNumber: 'items/position',
          itemId: 'items/sku',
          quantity: 'items/quantity',
          value: 'items/net',
          promisedDeliverBy: 'items/promisedOn',
        },
      },
    },
  });
  return { provider, pid: server.pid(), stop: server.stop };
}
