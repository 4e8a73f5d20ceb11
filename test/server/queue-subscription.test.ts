import { buildSchema, type GraphQLSchema } from 'graphql';
import { expect, test, afterEach, vi } from 'vitest';
import { WebSocket } from 'ws';
import { SYSTEM } from '../../src/domain/viewer.ts';
import type { ChangeFeed } from '../../src/feeds/change-feed.ts';
import { entered } from '../feeds/memory-feed.ts';
import { ALL, openFeed } from '../feeds/open-feed.ts';
import { connect, startServer, stopAll, subscribe, toSocketUrl } from './running.ts';

afterEach(stopAll);

/** A queue subscription over the real feed, with nothing else around it. */
function queueSchema(feed: ChangeFeed): GraphQLSchema {
  const schema = buildSchema(`
    type Query { hello: String }
    type Subscription { queueChanged: Message! }
    type Message { cursor: String! changes: [Change!]! }
    type Change { lineId: ID! }
  `);
  Object.assign(schema.getSubscriptionType()?.getFields().queueChanged ?? {}, {
    subscribe: () => feed.queueChanges(SYSTEM.rows, ALL, null),
    resolve: (message: unknown) => message,
  });
  return schema;
}

async function startFeeding() {
  const { memory, feed } = openFeed({ bufferLimit: 20 });
  const server = await startServer({ schema: queueSchema(feed) });
  return { memory, server };
}

const WATCH = 'subscription { queueChanged { cursor changes { lineId } } }';

test('a client that stops reading is cut off with an error that tells where it was, and another hears everything', async () => {
  const { memory, server } = await startFeeding();
  const slow = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws');
  const heardBySlow: string[] = [];
  await new Promise((resolve) => slow.on('open', resolve));
  slow.on('message', (data: Buffer) => heardBySlow.push(data.toString()));
  slow.send('{"type":"connection_init"}');
  await vi.waitFor(() => expect(heardBySlow).toHaveLength(1));
  slow.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: WATCH } }));
  const quick = subscribe(connect(server), WATCH);
  await quick.next();
  await vi.waitFor(() => expect(heardBySlow).toHaveLength(2));

  slow.pause();
  const padding = 'x'.repeat(100_000); // so that what the operating system keeps for a socket is soon full
  const lines: number[] = [];
  for (let i = 0; i < 200; i += 1) {
    memory.appendQueue(entered(`${i}-${padding}`, i));
    lines.push(Number.parseInt(lineOf(await quick.next()), 10));
  }
  slow.resume();
  await vi.waitFor(() => expect(heardBySlow.at(-1)).toContain('"error"'), { timeout: 10_000 });

  expect(lines).toEqual(Array.from({ length: 200 }, (_, i) => i));
  expect(heardBySlow.at(-1)).toContain('FELL_BEHIND');
  expect(heardBySlow.length).toBeLessThan(180);
  slow.close();
});

function lineOf({ value }: { value?: unknown }): string {
  const { data } = value as { data: { queueChanged: { changes: { lineId: string }[] } } };
  return data.queueChanged.changes[0]?.lineId ?? '';
}

test('a client that goes away is forgotten by the feed', async () => {
  const { memory, server } = await startFeeding();
  const client = connect(server);
  const messages = subscribe(client, WATCH);
  await messages.next();

  client.terminate();
  await vi.waitFor(
    async () => {
      const before = memory.calls.entriesRead;
      memory.appendQueue(entered('L1', 1));
      await new Promise((resolve) => setTimeout(resolve, 80));
      expect(memory.calls.entriesRead).toBe(before);
    },
    { timeout: 5_000 },
  );
});
