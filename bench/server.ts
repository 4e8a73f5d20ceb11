/**
 * How many requests a second the server answers with compiled queries, against Apollo Server as it comes, on a page of 20
 * lines with nested edges from memory. Both run here, in turns, under the same load from another thread.
 *
 *     node --import @swc-node/register/esm-register bench/server.ts
 */
import { ApolloServer } from '@apollo/server';
import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { SYSTEM } from '../src/domain/viewer.ts';
import { silentLog } from '../src/log.ts';
import { createServer } from '../src/server/create-server.ts';
import { linesSchema, PAGE } from './lines-schema.ts';
import { rateOf } from './rate-of.ts';

const ROUNDS = 5;
const SECONDS = 3;
const CONNECTIONS = 16;

const schema = linesSchema();
const ours = await startOurs(schema);
const stock = await startStock(schema);
const ratios: number[] = [];
for (let round = 0; round <= ROUNDS; round += 1) {
  const [ourRate, stockRate] = [await rateOf(loadOn(ours.url)), await rateOf(loadOn(stock.url))];
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

function loadOn(url: string) {
  const body = JSON.stringify({ query: PAGE });
  return { url: `${url}/graphql`, body, connections: CONNECTIONS, seconds: SECONDS };
}
