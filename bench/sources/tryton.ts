import { tryton } from '../../plugins/index.ts';
import { startTryton } from '../../scripts/sources/tryton.ts';
import type { BenchSource } from './bench-source.ts';

/** Copies of one order of the seeded company, without its shipments, written into the database itself: through Tryton it would take an hour. */
export async function openTryton(orders: number): Promise<BenchSource> {
  const server = await startTryton();
  const { url, database, username, password } = server;
  const numbers = `WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < ${orders}) SELECT i FROM n`;
  await server.sql(`
    CREATE TEMP TABLE numbers AS ${numbers};
    CREATE TEMP TABLE sales AS SELECT s.*, i FROM sale_sale s, numbers WHERE s.id = 1;
    UPDATE sales SET id = 1000000 + i, number = 'COPY-' || i;
    ALTER TABLE sales DROP COLUMN i;
    INSERT INTO sale_sale SELECT * FROM sales;
    CREATE TEMP TABLE lines AS SELECT l.*, i FROM sale_line l, numbers WHERE l.sale = 1;
    UPDATE lines SET id = 1000000 + 10 * i + id, sale = 1000000 + i;
    ALTER TABLE lines DROP COLUMN i;
    INSERT INTO sale_line SELECT * FROM lines;
  `);
  const provider = tryton({ id: 'erp', url, database, username, password, zone: 'America/Chicago' });
  return { provider, pid: server.pid(), stop: server.stop };
}
