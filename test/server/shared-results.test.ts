import { buildSchema, parse, type GraphQLSchema } from 'graphql';
import { afterEach, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/domain/viewer.ts';
import type { ChangeFeed } from '../../src/feeds/change-feed.ts';
import { sharingKey } from '../../src/server/shared-results.ts';
import { entered } from '../feeds/memory-feed.ts';
import { ALL, openFeed } from '../feeds/open-feed.ts';
import { connect, startServer, stopAll } from './running.ts';

afterEach(stopAll);

let resolved = 0;

function queueSchema(feed: ChangeFeed): GraphQLSchema {
  const schema = buildSchema(`
    type Query { hello: String }
    type Subscription { queueChanged(after: String): Message! }
    type Message { cursor: String! count(times: Int): Int }
  `);
  Object.assign(schema.getSubscriptionType()?.getFields().queueChanged ?? {}, {
    subscribe: (_: unknown, { after }: { after?: string | null }) => feed.queueChanges(SYSTEM.rows, ALL, after ?? null),
    resolve: (message: unknown) => message,
  });
  const message = schema.getType('Message');
  if (message && 'getFields' in message) {
    Object.assign((message.getFields() as Record<string, object>)['count'] ?? {}, {
      resolve: () => ++resolved,
    });
  }
  return schema;
}

test('fifty sockets that ask the same, wherever they came in, are told of one execution', async () => {
  const { memory, feed } = openFeed();
  const server = await startServer({ schema: queueSchema(feed) });
  const query =
    'subscription Watch($after: String, $n: Int) { queueChanged(after: $after) { cursor count(times: $n) } }';
  const clients = Array.from({ length: 50 }, () => connect(server));
  const first = clients.map((client) =>
    client.iterate<{ queueChanged: { cursor: string } }>({ query, variables: { n: 1 } }),
  );
  const snapshots = await Promise.all(first.map((messages) => messages.next()));
  const value = snapshots[0]?.value as { data: { queueChanged: { cursor: string } } };
  const resuming = connect(server).iterate({ query, variables: { n: 1, after: value.data.queueChanged.cursor } });
  const other = connect(server).iterate({ query, variables: { n: 2 } });
  await other.next();
  const waiting = resuming.next();
  await new Promise((resolve) => setTimeout(resolve, 50));
  resolved = 0;

  memory.appendQueue(entered('L1', 1));
  const answers = await Promise.all([...first.map((messages) => messages.next()), waiting]);
  await other.next();

  expect(new Set(answers.map(({ value: answer }) => JSON.stringify(answer))).size).toBe(1);
  expect(resolved).toBe(2);
});

const ALICE = { schema: buildSchema('type Query { hello: String }'), rows: { kind: 'all' } } as const;

describe('what is shared', () => {
  const key = (query: string, variableValues: Record<string, unknown>) =>
    sharingKey({ ...ALICE, document: parse(query), variableValues });

  test('does not depend on where a client came in', () => {
    const query = 'subscription ($after: String, $n: Int) { queueChanged(after: $after) { count(times: $n) } }';

    expect(key(query, { after: 'a', n: 1 })).toBe(key(query, { n: 1, after: 'b' }));
    expect(key(query, { after: 'a', n: 1 })).not.toBe(key(query, { after: 'a', n: 2 }));
  });

  test('depends on a variable that is used for more than that', () => {
    const query = 'subscription ($x: String) { queueChanged(after: $x) { field(after: $x) } }';

    expect(key(query, { x: 'a' })).not.toBe(key(query, { x: 'b' }));
  });

  test('depends on what the viewer may see of each thing, and on which things', () => {
    const document = parse('subscription { queueChanged { cursor } }');
    const partner = (customerIds: readonly string[]) =>
      ({ kind: 'partner', partner: 'P', customerIds, siteIds: null, channels: null }) as const;
    const keys = [
      sharingKey({ ...ALICE, document }),
      sharingKey({ ...ALICE, document, schema: buildSchema('type Query { hello: String }') }),
      sharingKey({ ...ALICE, document, rows: partner(['C-1']) }),
      sharingKey({ ...ALICE, document, rows: partner(['C-2']) }),
    ];

    expect(new Set(keys).size).toBe(4);
    expect(sharingKey({ ...ALICE, document, rows: partner(['C-1', 'C-2']) })).toBe(
      sharingKey({ ...ALICE, document, rows: { ...partner(['C-2', 'C-1']), partner: 'Q' } }),
    );
  });
});
