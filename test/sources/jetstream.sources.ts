import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it } from 'vitest';
import type { Deps } from '../../src/operations/deps.ts';
import { readProvider } from '../../src/operations/read-provider.ts';
import { openMemoryBook } from '../operations/memory-book.ts';
import { createPublisher } from '../plugins/jetstream/publisher.ts';
import { queueUnderTest } from '../plugins/jetstream/queue-under-test.ts';
import { line, order } from '../providers/given-records.ts';
import { openHost } from '../providers/open-host.ts';
import { startJetstream } from '../../scripts/sources/jetstream.ts';
import { certify } from './certify.ts';
import { describeSource } from './describe-source.ts';

const signal = new AbortController().signal;
/** The server's patience in these tests, and a little more. */
const PATIENCE_MS = 700;

await describeSource('NATS JetStream', startJetstream, (server) => {
  certify('jetstream', `NATS ${server.version}`, () => queueUnderTest(server.url, server.nats));

  it('loses nothing and applies nothing twice when NATS is killed between two pages', async () => {
    const publisher = await createPublisher(server.url, server.nats);
    const { deps } = await openMemoryBook();
    const providers = openHost([publisher.provider()]);
    const book: Deps = { ...deps, providers };
    for (let number = 1; number <= 6; number += 1) await publisher.order(order(`SO-${number}`, [line('1')]));

    let progress = 0;
    const killing: Promise<void>[] = [];
    const onProgress = (): void => {
      progress += 1;
      if (progress === 1) killing.push(server.kill());
    };
    await readProvider(book, providers.get('erp'), { signal, onProgress });
    await Promise.all(killing);
    await server.restart();
    await sleep(PATIENCE_MS);
    await expect
      .poll(
        () =>
          publisher.order(order('SO-7', [line('1')])).then(
            () => true,
            () => false,
          ),
        { timeout: 10_000 },
      )
      .toBe(true);
    await expect
      .poll(async () => (await readProvider(book, providers.get('erp'), { signal })).problem, { timeout: 15_000 })
      .toBe(null);
    await sleep(PATIENCE_MS);
    await readProvider(book, providers.get('erp'), { signal });

    expect(await placedOrders(deps)).toEqual(['SO-1', 'SO-2', 'SO-3', 'SO-4', 'SO-5', 'SO-6', 'SO-7']);
  });
});

/** Of every placing in the inbox, the order: one that is placed twice stands twice. */
async function placedOrders({ store }: Deps): Promise<readonly string[]> {
  const events = await store.inbox.pending(1000);
  return events
    .filter(({ type }) => type === 'order.placed')
    .map(({ subject }) => subject.replace('order/', ''))
    .sort();
}
