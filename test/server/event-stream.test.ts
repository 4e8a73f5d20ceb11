import { createClient } from 'graphql-sse';
import { EventSource } from 'eventsource';
import { afterEach, expect, test, vi } from 'vitest';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { SYSTEM } from '../../src/domain/viewer.ts';
import type { ChangeFeed } from '../../src/feeds/change-feed.ts';
import { entered } from '../feeds/memory-feed.ts';
import { ALL, openFeed } from '../feeds/open-feed.ts';
import { startServer, stopAll } from './running.ts';

afterEach(stopAll);

const WATCH = 'subscription { queueChanged { cursor changes { lineId } } }';

interface Resuming {
  readonly resumeAfter: string | null;
}

function queueSchema(feed: ChangeFeed): GraphQLSchema {
  const schema = buildSchema(`
    type Query { hello: String }
    type Mutation { change: Int }
    type Subscription { queueChanged(after: String): Message! }
    type Message { cursor: String! changes: [Change!]! }
    type Change { lineId: ID! }
  `);
  Object.assign(schema.getSubscriptionType()?.getFields().queueChanged ?? {}, {
    subscribe: (_: unknown, { after = null }: { after?: string | null }, { resumeAfter }: Resuming) =>
      feed.queueChanges(SYSTEM.rows, ALL, resumeAfter ?? after),
    resolve: (message: unknown) => message,
  });
  return schema;
}

async function start() {
  const { memory, feed } = openFeed();
  const server = await startServer({
    schema: queueSchema(feed),
    createContext: (caller) => caller,
  });
  return { memory, url: `${server.url}/graphql`, server };
}

const linesOf = (text: string) => [...text.matchAll(/"lineId":"([^"]+)"/g)].map(([, lineId]) => lineId);

test('a client of graphql-sse hears what a client over WebSocket hears', async () => {
  const { memory, url } = await start();
  const client = createClient({ url, retryAttempts: 0 });
  const messages = client.iterate({ query: WATCH });
  await messages.next();

  memory.appendQueue(entered('L1', 1));

  expect((await messages.next()).value).toMatchObject({ data: { queueChanged: { changes: [{ lineId: 'L1' }] } } });
  expect((await client.iterate({ query: '{ hello }' }).next()).value).toEqual({ data: { hello: null } });
  client.dispose();
});

test('a browser comes back by itself after its last event, without a gap', async () => {
  const { memory, url } = await start();
  const heard: string[] = [];
  const source = new EventSource(`${url}?query=${encodeURIComponent(WATCH)}`);
  source.addEventListener('next', ({ data }) => heard.push(String(data)));
  await vi.waitFor(() => expect(heard).toHaveLength(1));
  memory.appendQueue(entered('L1', 1));
  await vi.waitFor(() => expect(heard).toHaveLength(2));

  // What a browser does: the same link with the id of its last event.
  source.close();
  memory.appendQueue(entered('L2', 2), entered('L3', 3));
  const { cursor } = (JSON.parse(heard.at(-1) ?? '') as { data: { queueChanged: { cursor: string } } }).data
    .queueChanged;
  const stopping = new AbortController();
  const response = await fetch(`${url}?query=${encodeURIComponent(WATCH)}`, {
    headers: { accept: 'text/event-stream', 'last-event-id': cursor },
    signal: stopping.signal,
  });
  const reader = response.body?.getReader();
  let text = '';
  while (linesOf(text).length < 2) text += Buffer.from((await reader?.read())?.value ?? []).toString();
  stopping.abort();

  expect(linesOf(text)).toEqual(['L2', 'L3']);
  expect(text).toMatch(/^retry: \d+\n\nevent: next\nid: [\w-]+\ndata: \{/);
});

test.each([
  ['a document that does not parse', { query: '{' }, 400, 'Syntax Error'],
  ['no document', {}, 400, 'query'],
  [
    'a cursor that is none',
    { query: 'subscription { queueChanged(after: "no") { cursor } }' },
    200,
    'expected the cursor',
  ],
])('%s is answered', async (_, body, status, message) => {
  const { url } = await start();

  const response = await fetch(url, {
    method: 'POST',
    headers: { accept: 'text/event-stream', 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

  expect(response.status).toBe(status);
  expect(await response.text()).toContain(message);
});

test('a page of another origin gets no stream, and a link changes nothing', async () => {
  const { url } = await start();
  const headers = { accept: 'text/event-stream' };

  const foreign = await fetch(`${url}?query={hello}`, { headers: { ...headers, origin: 'https://evil.example' } });
  const link = await fetch(`${url}?query=${encodeURIComponent('mutation { change }')}`, { headers });

  expect(foreign.status).toBe(403);
  expect(link.status).toBe(400);
});

test('a server that stops lets its streams go without saying that they are complete', async () => {
  const { url, server } = await start();
  const response = await fetch(`${url}?query=${encodeURIComponent(WATCH)}`, {
    headers: { accept: 'text/event-stream' },
  });
  const text = response.text().catch(() => 'cut');

  await server.close();

  expect(await text).not.toContain('complete');
});
