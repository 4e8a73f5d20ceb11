/**
 * What most people build: Apollo Server, graphql-ws and the in-memory PubSub of graphql-subscriptions, as their guides put them
 * together. Events come from the process that started it, which has committed them to the same database before.
 */
import { createServer } from 'node:http';
import { buildSchema } from 'graphql';
import { PubSub } from 'graphql-subscriptions';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';

const pubsub = new PubSub();
const schema = buildSchema(`
  enum QueueKind { RELEASE }
  type Query { hello: String }
  type Subscription { queueChanged(kind: QueueKind, site: ID, after: String): QueueMessage! }
  type QueueMessage { cursor: String! changes: [QueueChange!]! }
  type QueueChange { lineId: ID! change: String! score: Float rank: Int }
`);
Object.assign(schema.getSubscriptionType()?.getFields()['queueChanged'] ?? {}, {
  subscribe: (_: unknown, { site }: { site?: string | null }) => pubsub.asyncIterableIterator(topicOf(site ?? null)),
  resolve: (message: unknown) => message,
});

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: '/graphql' });
useServer({ schema }, sockets);
process.on('message', ({ siteId, lineId }: { siteId: string | null; lineId: string }) => {
  const message = { cursor: lineId, changes: [{ lineId, change: 'ENTERED', score: 1, rank: null }] };
  for (const topic of new Set([topicOf(null), topicOf(siteId)])) void pubsub.publish(topic, message);
});
http.listen(Number(process.env['PORT'] ?? 0), '127.0.0.1', () => {
  process.send?.(http.address());
  process.stdout.write('ready\n');
});

function topicOf(site: string | null): string {
  return `queue ${site ?? 'of all sites'}`;
}
