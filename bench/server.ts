/**
 * How many requests a second the server answers with compiled queries, against Apollo Server as it comes, on a page of 20
 * lines with nested edges from memory. Both run here, in turns, under the same load from another thread.
 *
 *     node --import @swc-node/register/esm-register bench/server.ts
 */
import { Worker } from 'node:worker_threads';
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import { buildSchema, GraphQLObjectType, type GraphQLSchema } from 'graphql';
import { SYSTEM } from '../src/domain/viewer.ts';
import { silentLog } from '../src/log.ts';
import { createServer } from '../src/server/create-server.ts';
import type { Load } from './http-load.ts';

const QUERY = `query Page {
  lines { id status quantity promisedDeliverBy
    order { id placedAt customer { id name tier } }
    item { id name inventory { onHand site { id zone } } }
    promiseRisk { late modelVersion scoredAt } } }`;

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 16;

const schema = linesSchema();
const ours = await startOurs(schema);
const stock = await startStock(schema);
const ratios: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const [ourRate, stockRate] = [await rateOf(ours.url), await rateOf(stock.url)];
  if (round === 0) continue; // warms both up
  ratios.push(ourRate / stockRate);
  console.log(
    `round ${round}: ours ${ourRate.toFixed(0)}/s, stock ${stockRate.toFixed(0)}/s, ${(ourRate / stockRate).toFixed(2)} times`,
  );
}
console.log(`median of ${ROUNDS} rounds: ${ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)]?.toFixed(2)} times`);
await Promise.all([ours.close(), stock.close()]);

async function startOurs(schema: GraphQLSchema) {
  return createServer({
    schemaFor: () => schema,
    authenticate: async () => SYSTEM,
    createContext: (caller) => caller,
    formatError: (formatted) => formatted,
    ready: async () => ({ ok: true, checks: {} }),
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    development: false,
  });
}

async function startStock(schema: GraphQLSchema) {
  const apollo = new ApolloServer({ schema, stopOnTerminationSignals: false });
  await apollo.start();
  const app = fastify();
  app.route({ method: ['GET', 'POST'], url: '/graphql', handler: fastifyApolloHandler(apollo) });
  return { url: await app.listen({ host: '127.0.0.1', port: 0 }), close: () => app.close() };
}

function rateOf(url: string): Promise<number> {
  const workerData: Load = {
    url: `${url}/graphql`,
    body: JSON.stringify({ query: QUERY }),
    connections: CONNECTIONS,
    seconds: SECONDS,
  };
  return new Promise((resolve, reject) => {
    new Worker(new URL('./http-load.ts', import.meta.url), { workerData }).on('message', resolve).on('error', reject);
  });
}

/** Twenty lines whose edges are promises, as loaders give them. */
function linesSchema(): GraphQLSchema {
  const schema = buildSchema(`
    type Query { lines: [Line!]! }
    type Line { id: ID! status: String! quantity: Float! promisedDeliverBy: String order: Order! item: Item! promiseRisk: Risk }
    type Order { id: ID! placedAt: String! customer: Customer! }
    type Customer { id: ID! name: String! tier: String }
    type Item { id: ID! name: String! inventory: [Inventory!]! }
    type Inventory { onHand: Float! site: Site! }
    type Site { id: ID! zone: String! }
    type Risk { late: Float! modelVersion: String! scoredAt: String! }
  `);
  const at = '2026-01-01T00:00:00.000Z';
  const line = (i: number) => ({ id: `L${i}`, status: 'open', quantity: i, promisedDeliverBy: at });
  const stock = [{ onHand: 5 }, { onHand: 7 }];
  resolve(schema, 'Query', { lines: Array.from({ length: 20 }, (_, i) => line(i)) });
  resolve(schema, 'Line', {
    order: { id: 'O1', placedAt: at },
    item: { id: 'I1', name: 'bolt' },
    promiseRisk: { late: 0.2, modelVersion: 'risk/1', scoredAt: at },
  });
  resolve(schema, 'Order', { customer: { id: 'C1', name: 'Ada', tier: 'gold' } });
  resolve(schema, 'Item', { inventory: stock });
  resolve(schema, 'Inventory', { site: { id: 'S1', zone: 'UTC' } });
  return schema;
}

function resolve(schema: GraphQLSchema, typeName: string, values: Readonly<Record<string, unknown>>): void {
  const type = schema.getType(typeName);
  if (!(type instanceof GraphQLObjectType)) return;
  for (const [name, value] of Object.entries(values))
    Object.assign(type.getFields()[name] ?? {}, { resolve: async () => value });
}
