import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { CheckedPage, HostedProvider } from '../../../src/providers/host.ts';
import { hasNats } from '../../support/nats.ts';
import { line, order } from '../../providers/given-records.ts';
import { openHost } from '../../providers/open-host.ts';
import { createPublisher } from './publisher.ts';
import { useServer } from './use-server.ts';

const signal = new AbortController().signal;
/** The server's patience in these tests, and a little more. */
const PATIENCE_MS = 700;

describe.skipIf(!hasNats())('with a NATS server', () => {
  const server = useServer();

  async function open() {
    const publisher = await createPublisher(server().url, server().nats);
    return { publisher, reader: () => openHost([publisher.provider()]).get('erp') };
  }

  it('acknowledges a message only once it is told that its page is saved', async () => {
    const { publisher, reader } = await open();
    await publisher.order(order('SO-1', [line('1')]));
    const provider = reader();

    const [page] = await pagesOf(provider, 'order');
    expect(await publisher.counts('order')).toEqual({ out: 1, waiting: 0 });
    await provider.acknowledge?.('order', page?.cursor ?? null);

    expect(await settled(publisher, 'order')).toEqual({ out: 0, waiting: 0 });
  });

  it('gives what a killed reader left to the next one, before anything newer', async () => {
    const { publisher, reader } = await open();
    await publisher.order(order('SO-1', [line('1', { allocated: 1 })]));
    await pagesOf(reader(), 'order'); // and is never heard of again
    await publisher.order(order('SO-1', [line('1', { allocated: 2 })]), '2026-11-23T12:01:00.000Z');

    const next = reader();
    const tooEarly = await pagesOf(next, 'order');
    await sleep(PATIENCE_MS);
    const pages = await pagesOf(next, 'order');

    expect(tooEarly).toEqual([]);
    expect(allocations(pages)).toEqual([1, 2]);
  });

  it('takes an event that comes again by its source and id for what it is, also after the process was started anew', async () => {
    const { publisher, reader } = await open();
    await publisher.order(order('SO-1', [line('1', { allocated: 1 })]), undefined, 'same');
    await publisher.order(order('SO-1', [line('1', { allocated: 2 })]), '2026-11-23T12:01:00.000Z');
    const first = reader();
    const last = (await pagesOf(first, 'order')).at(-1);
    await first.acknowledge?.('order', last?.cursor ?? null);
    await settled(publisher, 'order');

    await publisher.order(order('SO-1', [line('1', { allocated: 1 })]), undefined, 'same');
    const pages = await pagesOf(reader(), 'order', last?.cursor);

    expect(pages).toMatchObject([{ records: [], unreadable: [] }]);
  });

  it('sets a message that is no event aside with its payload, and has it never delivered again', async () => {
    const { publisher, reader } = await open();
    await publisher.raw('orders', '{"half": ');
    await publisher.event('orders', 'promisegraph.line.promised', { orderId: 'SO-1' });
    await publisher.order(order('SO-1', [line('1')]));
    const provider = reader();

    const [page] = await pagesOf(provider, 'order');
    await provider.acknowledge?.('order', page?.cursor ?? null);
    await sleep(PATIENCE_MS);

    expect(page?.unreadable).toMatchObject([
      {
        location: `${publisher.stream}:1`,
        reason: 'expected JSON, came something else',
        payload: { body: '{"half": ' },
      },
      { reason: 'promisegraph.line.promised carries no whole record: post it to /events' },
    ]);
    expect(page?.records).toHaveLength(1);
    expect(await pagesOf(provider, 'order', page?.cursor)).toEqual([]);
  });

  it('maps data by fields, takes attributes from headers, and passes other types over', async () => {
    const { publisher, reader } = await open();
    await publisher.binary('stock', 'example.stock.counted', { sku: 'I-1', at: { code: 'W-1' }, counted: 4 });
    await publisher.event('stock', 'example.stock.moved', { sku: 'I-1' });
    await publisher.event('stock', 'example.stock.counted', { sku: 'I-1', at: { code: 'W-1' }, counted: 5 });

    const pages = await pagesOf(reader(), 'inventory');

    expect(pages.flatMap(({ records }) => records).map(({ record }) => record)).toMatchObject([
      {
        kind: 'inventory',
        itemId: 'I-1',
        siteId: 'W-1',
        onHand: { value: 4, uom: 'EA' },
        changedAt: '2026-11-23T12:00:00.000Z',
      },
      { onHand: { value: 5 }, changedAt: '2026-11-23T12:00:00.001Z' },
    ]);
    expect(pages.flatMap(({ unreadable }) => unreadable)).toEqual([]);
  });

  it('asks the server for no more than a page at a time', async () => {
    const { publisher, reader } = await open();
    for (let number = 1; number <= 9; number += 1) await publisher.order(order(`SO-${number}`, [line('1')]));

    const pages = reader().read('order', null, signal)[Symbol.asyncIterator]();
    await pages.next();

    expect(await publisher.counts('order')).toEqual({ out: 3, waiting: 6 });
    await pages.return?.();
  });

  it('hints that messages came, without saying what is in them', async () => {
    const { publisher, reader } = await open();
    const provider = reader();
    await pagesOf(provider, 'order');
    const stopping = new AbortController();

    const hint = new Promise((resolve) => void provider.listen?.(resolve, stopping.signal));
    await sleep(50);
    await publisher.order(order('SO-1', [line('1')]));

    expect(await hint).toEqual([{ kind: 'order' }]);
    stopping.abort();
  });

  it('says of a stream that is not there that the configuration is wrong', async () => {
    const { publisher } = await open();
    const provider = openHost([
      publisher.provider({ reads: [{ kind: 'order', stream: 'NONE', consumer: 'promisegraph' }] }),
    ]).get('erp');

    await expect(pagesOf(provider, 'order')).rejects.toMatchObject({ code: 'CONFIG_INVALID' });
  });
});

async function pagesOf(
  provider: HostedProvider,
  kind: 'order' | 'inventory',
  cursor: CheckedPage['cursor'] = null,
): Promise<CheckedPage[]> {
  const pages: CheckedPage[] = [];
  for await (const page of provider.read(kind, cursor, signal)) pages.push(page);
  return pages;
}

function allocations(pages: readonly CheckedPage[]): readonly unknown[] {
  return pages.flatMap(({ records }) =>
    records.map(({ record }) => (record.kind === 'order' ? record.lines[0]?.allocated : null)),
  );
}

/** Acknowledgements are not answered: the server counts them a little later. */
async function settled({ counts }: Awaited<ReturnType<typeof createPublisher>>, kind: 'order') {
  await expect.poll(async () => (await counts(kind)).out).toBe(0);
  return counts(kind);
}
