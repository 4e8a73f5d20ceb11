import { vendure } from '../../plugins/index.ts';
import { startVendure } from '../../scripts/sources/vendure.ts';
import type { BenchSource } from './bench-source.ts';
import { copyRows, numbersUpTo } from './copy-rows.ts';

/** Copies of one order of the seeded shop, with its history, written into the database itself. */
export async function openVendure(orders: number): Promise<BenchSource> {
  const server = await startVendure();
  const { url, username, password } = server;
  const id = '1000000 + i';
  const child = { id: '1000000 + 100 * i + id', orderId: id };
  const updatedAt = "strftime('%Y-%m-%d %H:%M:%f', updatedAt, '-' || i || ' seconds')"; // no two at the same time, as in life
  const copies = [
    { table: 'order', where: 't.id = 1', set: { id, code: "'COPY-' || i", updatedAt } },
    { table: 'order_line', where: 't.orderId = 1', set: child },
    { table: 'shipping_line', where: 't.orderId = 1', set: child },
    { table: 'history_entry', where: 't.orderId = 1', set: child },
    { table: 'order_channels_channel', where: 't.orderId = 1', set: { orderId: id } },
  ];
  for (const statement of [numbersUpTo(orders), ...copies.flatMap(copyRows)]) await server.sql(statement);
  const provider = vendure({ id: 'shop', url, signIn: { username, password }, holdState: 'OnHold' });
  return { provider, pid: server.pid(), stop: server.stop };
}
