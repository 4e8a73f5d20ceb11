import { startJetstream } from '../../scripts/sources/jetstream.ts';
import { createPublisher } from '../../test/plugins/jetstream/publisher.ts';
import { line, order } from '../../test/providers/given-records.ts';
import type { BenchSource } from './bench-source.ts';

/** Published at once; more would wait for the server longer than its client does. */
const AT_ONCE = 500;

/** A stream with one message an order, each acknowledged after its page. */
export async function openJetstream(orders: number): Promise<BenchSource> {
  const server = await startJetstream();
  const publisher = await createPublisher(server.url, server.nats);
  for (let from = 1; from <= orders; from += AT_ONCE) {
    const numbers = Array.from({ length: Math.min(AT_ONCE, orders + 1 - from) }, (_, index) => from + index);
    await Promise.all(numbers.map((number) => publisher.order(order(`SO-${number}`, [line('1'), line('2')]))));
  }
  const provider = publisher.provider({ pageSize: 200, ackWaitMs: 30_000 });
  return { provider, pid: server.pid(), stop: server.stop };
}
