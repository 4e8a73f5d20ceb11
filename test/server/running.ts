import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import { createClient, type Client } from 'graphql-ws';
import { WebSocket } from 'ws';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { isAppError } from '../../src/errors.ts';
import { silentLog } from '../../src/log.ts';
import type { OperationContext } from '../../src/server/caller.ts';
import { createServer, type RunningServer, type ServerOptions } from '../../src/server/create-server.ts';
import { ordersSchema, type TestContext } from './orders-schema.ts';

let running: RunningServer[] = [];
let clients: Client[] = [];

interface StartOptions extends Partial<ServerOptions>, Partial<TestContext> {
  /** What everyone is answered with. */
  readonly schema?: GraphQLSchema;
}

/** A server of the small schema on a free port. `stopAll` closes it. */
export async function startServer(options: StartOptions = {}): Promise<RunningServer> {
  const { ticks = noTicks, schema = ordersSchema, ...rest } = options;
  let contexts = 0;
  const server = await createServer({
    schemaFor: () => schema,
    authenticate: async () => SYSTEM,
    createContext: ({ viewer }): TestContext & OperationContext => ({ viewer, number: ++contexts, ticks }),
    formatError: toPublic,
    ready: async () => ({ ok: true, checks: { database: 'answers' } }),
    host: '127.0.0.1',
    port: 0,
    log: silentLog,
    development: true,
    ...rest,
  });
  running.push(server);
  return server;
}

/** A graphql-ws client that keeps its socket, and never comes back by itself once that is closed. */
export function connect({ url }: RunningServer): Client {
  const client = createClient({
    url: toSocketUrl(url),
    webSocketImpl: WebSocket,
    retryAttempts: 0,
    lazy: false,
    onNonLazyError: () => undefined,
  });
  clients.push(client);
  return client;
}

export function toSocketUrl(url: string): string {
  return `${url.replace('http', 'ws')}/graphql`;
}

export function subscribe(client: Client, query: string): ReturnType<Client['iterate']> {
  return client.iterate({ query });
}

export async function stopAll(): Promise<void> {
  for (const client of clients) await client.dispose();
  await Promise.all(running.map((server) => server.close()));
  clients = [];
  running = [];
}

/** Hides what is not an `AppError`, as the real one does. */
function toPublic(formatted: GraphQLFormattedError, error: unknown): GraphQLFormattedError {
  const cause = error instanceof Error && 'originalError' in error ? error.originalError : error;
  if (!isAppError(cause)) return formatted;
  const message = cause.code === 'INVARIANT' ? 'internal error' : cause.message;
  return { ...formatted, message, extensions: { code: cause.code } };
}

async function* noTicks(): AsyncIterable<number> {
  // over at once
}
