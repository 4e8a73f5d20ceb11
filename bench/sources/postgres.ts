import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import pg from 'pg';
import { postgres } from '../../plugins/index.ts';
import { silentLog } from '../../src/log.ts';
import { startEmbeddedPostgres } from '../../src/store/embedded-postgres.ts';
import { runningServer } from '../../src/store/embedded/pid-file.ts';
import type { BenchSource } from './bench-source.ts';
import { newFolder } from './new-folder.ts';

/** A view of orders joined with their two lines, in a PostgreSQL of its own. */
export async function openPostgres(orders: number): Promise<BenchSource> {
  const { folder, remove } = newFolder();
  chmodSync(folder, 0o711); // as root, the server runs as another user
  const server = await startEmbeddedPostgres(folder, silentLog);
  await write(server.connectionString, orders);
  const provider = postgres({
    ...{ id: 'erp', url: server.connectionString, zone: 'UTC', currency: 'EUR', uom: 'EA' },
    records: {
      order: {
        query: 'SELECT * FROM order_lines',
        cursor: { time: 'changed', id: ['number', 'line'] },
        fields: { id: 'number', customerId: 'customer', placedAt: 'placed', changedAt: 'changed' },
        line: { lineNumber: 'line', itemId: 'item', quantity: 'qty', value: 'price', promisedDeliverBy: 'promised' },
      },
    },
  });
  const stop = async (): Promise<void> => {
    await server.stop();
    remove();
  };
  return { provider, pid: (await runningServer(join(folder, 'postgres')))?.pid ?? null, stop };
}

async function write(connectionString: string, orders: number): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  await client.query(`
    CREATE TABLE orders AS SELECT 'SO-' || n AS number, 'C' || n % 500 AS customer, timestamptz '2026-01-05Z' AS placed,
      timestamptz '2026-01-06Z' + n * interval '1 second' AS changed FROM generate_series(1, ${orders}) n;
    CREATE TABLE lines AS SELECT number, line, 'bolt' AS item, 1.5 * line AS qty, 12.34 AS price, date '2026-02-01' AS promised
      FROM orders, generate_series(1, 2) line;
    ALTER TABLE orders ADD PRIMARY KEY (number);
    ALTER TABLE lines ADD PRIMARY KEY (number, line);
    CREATE INDEX ON orders (changed);
    ANALYZE;
    CREATE VIEW order_lines AS SELECT * FROM orders JOIN lines USING (number);`);
  await client.end();
}
