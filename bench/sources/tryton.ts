import { tryton } from '../../plugins/index.ts';
import { startTryton } from '../../scripts/sources/tryton.ts';
import type { BenchSource } from './bench-source.ts';
import { copyRows, numbersUpTo } from './copy-rows.ts';

/** Copies of one order of the seeded company, without its shipments, written into the database itself. */
export async function openTryton(orders: number): Promise<BenchSource> {
  const server = await startTryton();
  const { url, database, username, password } = server;
  const copies = [
    { table: 'sale_sale', where: 't.id = 1', set: { id: '1000000 + i', number: "'COPY-' || i" } },
    { table: 'sale_line', where: 't.sale = 1', set: { id: '1000000 + 10 * i + id', sale: '1000000 + i' } },
  ];
  await server.sql([numbersUpTo(orders), ...copies.flatMap(copyRows)].join(';\n'));
  const provider = tryton({ id: 'erp', url, database, username, password, zone: 'America/Chicago' });
  return { provider, pid: server.pid(), stop: server.stop };
}
