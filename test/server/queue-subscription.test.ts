import { buildSchema, type GraphQLSchema } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createQueueFeed, type QueueFeed } from '../../src/feeds/queue-feed.ts';
import { silentLog } from '../../src/log.ts';
import { change, memoryFeed } from '../feeds/memory-feed.ts';
import { connect, startServer, stopAll, subscribe, toSocketUrl } from './running.ts';

let feed: QueueFeed | null = null;
afterEach(async () => {
  await stopAll();
  await feed?.close();
});

/** A queue subscription over the real feed, with nothing else around it. */
function queueSchema(queueFeed: QueueFeed): GraphQLSchema {
  const schema = buildSchema(`
    type Query { hello: String }
    type Subscription { queueChanged: QueueChange! }
    type QueueChange { lineId: ID! rank: Int }
  `);
  Object.assign(schema.getSubscriptionType()?.getFields().queueChanged ?? {}, {
    subscribe: () => queueFeed.changes({ kind: 'release', siteId: null }),
    resolve: (message: unknown) => message,
  });
  return schema;
}

async function startFeeding() {
  const memory = memoryFeed();
  feed = createQueueFeed(memory.source, { log: silentLog, bufferLimit: 20 });
  const opened = vi.spyOn(feed, 'changes');
  const server = await startServer({ schema: queueSchema(feed) });
  return { memory, server, opened };
}

const WATCH = 'subscription { queueChanged { lineId rank } }';

test('a client that stops reading is cut off with an error, and another hears every change meanwhile', async () => {
  const { memory, server, opened } = await startFeeding();
  const slow = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws');
  const heardBySlow: string[] = [];
  await new Promise((resolve) => slow.on('open', resolve));
  slow.on('message', (data: Buffer) => heardBySlow.push(data.toString()));
  slow.send('{"type":"connection_init"}');
  await vi.waitFor(() => expect(heardBySlow).toHaveLength(1));
  slow.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: WATCH } }));
  const quick = subscribe(connect(server), WATCH);
  const first = quick.next();
  await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(2));

  slow.pause();
  const padding = 'x'.repeat(100_000); // so that what the operating system keeps for a socket is soon full
  const heardByQuick = [first];
  for (let i = 0; i < 200; i += 1) {
    memory.append(change(`${i}-${padding}`));
    await heardByQuick.at(-1);
    heardByQuick.push(quick.next());
  }
  slow.resume();
  await vi.waitFor(() => expect(heardBySlow.at(-1)).toContain('"error"'), { timeout: 10_000 });

  const lines = (await Promise.all(heardByQuick.slice(0, 200))).map(({ value }: { value: unknown }) =>
    Number.parseInt((value as { data: { queueChanged: { lineId: string } } }).data.queueChanged.lineId, 10),
  );
  expect(lines).toEqual(Array.from({ length: 200 }, (_, i) => i));
  expect(heardBySlow.at(-1)).toContain('SUBSCRIBER_TOO_SLOW');
  expect(heardBySlow.length).toBeLessThan(180);
  slow.close();
});

test('a client that goes away is forgotten by the feed', async () => {
  const { memory, server, opened } = await startFeeding();
  const client = connect(server);
  subscribe(client, WATCH)
    .next()
    .catch(() => undefined);
  await vi.waitFor(() => expect(opened).toHaveBeenCalledTimes(1));

  client.terminate();
  const reads = await vi.waitFor(
    async () => {
      const before = memory.calls.after;
      memory.append(change('L1'));
      await new Promise((resolve) => setTimeout(resolve, 20));
      expect(memory.calls.after).toBe(before);
      return memory.calls.ranks.length;
    },
    { timeout: 5_000 },
  );

  expect(reads).toBeLessThanOrEqual(1);
});
