import { gql } from '@apollo/client';
import { buildSchema, type GraphQLSchema } from 'graphql';
import { afterEach, expect, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createApollo, watch as watchWithApollo } from '../../examples/clients/apollo-client.mjs';
import { watch as watchWithEventSource } from '../../examples/clients/event-source.mjs';
import { apply, follow, type ListMessage } from '../../examples/clients/resumable-client.mjs';
import { SYSTEM } from '../../src/domain/viewer.ts';
import type { ChangeFeed } from '../../src/feeds/change-feed.ts';
import { change, entered, left, type MemoryFeed } from '../feeds/memory-feed.ts';
import { feedOver, openFeed } from '../feeds/open-feed.ts';
import { startServer, stopAll, toSocketUrl } from './running.ts';

afterEach(stopAll);

const QUERY =
  'subscription ($after: String) { queueChanged(after: $after) { cursor snapshot { lineId } changes { lineId rank previousRank } } }';

function queueSchema(feed: ChangeFeed): GraphQLSchema {
  const schema = buildSchema(`
    type Query { hello: String }
    type Subscription { queueChanged(after: String): Message! }
    type Message { cursor: String! snapshot: [Place!] changes: [Change!]! }
    type Place { lineId: ID! }
    type Change { lineId: ID! rank: Int previousRank: Int }
  `);
  Object.assign(schema.getSubscriptionType()?.getFields().queueChanged ?? {}, {
    subscribe: (_: unknown, { after }: { after?: string | null }, { resumeAfter }: { resumeAfter: string | null }) =>
      feed.queueChanges(SYSTEM.rows, { kind: 'release', siteId: null, first: 3 }, resumeAfter ?? after ?? null),
    resolve: (message: unknown) => message,
  });
  return schema;
}

function serve(feed: ChangeFeed) {
  return startServer({ schema: queueSchema(feed), createContext: (caller) => caller });
}

function headOf(memory: MemoryFeed): string[] {
  return [...memory.places.values()]
    .sort((a, b) => (a.place < b.place ? -1 : 1))
    .slice(0, 3)
    .map(({ lineId }) => lineId);
}

test('the resumable client keeps its list right while one of its two servers stops', async () => {
  const { memory, feed } = openFeed();
  const servers = [await serve(feed), await serve(feedOver(memory))];
  const stopping = new AbortController();
  let list: string[] = [];
  const following = (async () => {
    const urls = servers.map(({ url }) => toSocketUrl(url));
    const messages = follow<ListMessage>({ urls, query: QUERY, webSocketImpl: WebSocket, signal: stopping.signal });
    for await (const message of messages) list = apply(list, message);
  })();

  memory.appendQueue(entered('A', 10), entered('B', 20), entered('C', 30), entered('D', 40));
  await vi.waitFor(() => expect(list).toEqual(['D', 'C', 'B']));
  await servers[0]?.close();
  memory.appendQueue(change('A', { score: 50, previousScore: 10 }), left('D', 40));

  await vi.waitFor(() => expect(list).toEqual(headOf(memory)), { timeout: 10_000 });
  expect(list).toEqual(['A', 'C', 'B']);
  stopping.abort();
  await following;
});

test('the Apollo client hears the snapshot, then every change', async () => {
  const { memory, feed } = openFeed();
  const { url } = await serve(feed);
  const client = createApollo(toSocketUrl(url), WebSocket);
  let list: string[] = [];
  const watching = watchWithApollo<ListMessage>(client, gql(QUERY)).subscribe((message) => {
    list = apply(list, message);
  });

  memory.appendQueue(entered('A', 10));
  await vi.waitFor(() => expect(list).toEqual(['A']));
  memory.appendQueue(entered('B', 20));

  await vi.waitFor(() => expect(list).toEqual(['B', 'A']));
  watching.unsubscribe();
  client.stop();
});

test('the EventSource client hears the snapshot, then every change', async () => {
  const { memory, feed } = openFeed();
  const { url } = await serve(feed);
  let list: string[] = [];
  const stop = watchWithEventSource<ListMessage>(`${url}/graphql`, QUERY, (message) => {
    list = apply(list, message);
  });

  memory.appendQueue(entered('A', 10));
  await vi.waitFor(() => expect(list).toEqual(['A']));
  memory.appendQueue(left('A', 10));

  await vi.waitFor(() => expect(list).toEqual([]));
  stop();
});
