import { fastifyApolloHandler } from '@as-integrations/fastify';
import { fastify, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { startApollo, type FormatError } from './apollo.ts';
import { credentialsOf, viewerOf, type Authenticate, type Caller, type OperationContext } from './caller.ts';
import { createDocuments } from './documents.ts';
import { createEventStreams } from './event-stream.ts';
import { createExecutor } from './executor.ts';
import type { GraphqlParts } from './graphql-request.ts';
import { serveGraphiql } from './graphiql.ts';
import { serveHealth, type Readiness } from './health.ts';
import { answerErrors } from './http-error.ts';
import { listen } from './listen.ts';
import { createSharedResults } from './shared-results.ts';
import { createSubscriber } from './subscriber.ts';
import { serveWebSocket } from './web-socket.ts';
import { serveWebhooks, type TakeWebhook } from './webhooks.ts';

/** Bytes of one request body. */
const BODY_LIMIT = 1024 * 1024;

/** Milliseconds that requests under way get to finish when the server closes. */
const DRAIN_MS = 10_000;

export interface ServerOptions {
  readonly schema: GraphQLSchema;
  /** Who sends a request; called for every request and every socket. */
  readonly authenticate: Authenticate;
  /** What resolvers get: called for every request, every operation on a socket and every event of a subscription. */
  readonly createContext: (caller: Caller) => OperationContext | Promise<OperationContext>;
  /** What a caller may read of a failure. */
  readonly formatError: FormatError;
  readonly ready: () => Promise<Readiness>;
  /** Without it, `/webhooks/:provider` is not there. */
  readonly webhook?: TakeWebhook;
  readonly host: string;
  /** 0 takes any free port. */
  readonly port: number;
  readonly log: Log;
  /** Whether answers to a wrong query suggest names from the schema. */
  readonly development: boolean;
}

export interface RunningServer {
  /** Where it answers, such as `http://localhost:4000`. */
  readonly url: string;
  readonly app: FastifyInstance;
  /** Takes nothing new, tells every socket to go, lets requests finish, then frees the port. */
  readonly close: () => Promise<void>;
}

/** Everything that is reached over HTTP and WebSocket, listening. Throws `CONFIG_INVALID` when the port cannot be taken. */
export async function createServer(options: ServerOptions): Promise<RunningServer> {
  const { schema, authenticate, createContext, formatError, log, development } = options;
  const execute = createExecutor(schema);
  const results = createSharedResults();
  const parts: GraphqlParts = {
    schema,
    documents: createDocuments(schema),
    execute,
    subscribe: createSubscriber(
      execute,
      (context) => createContext({ viewer: viewerOf(context), resumeAfter: null }),
      results,
    ),
    results,
    createContext,
    formatError,
  };
  const streams = createEventStreams({ ...parts, authenticate });
  const apollo = await startApollo({ schema, execute, formatError, development, log });
  let closing: Promise<void> | null = null;

  const app = fastify({ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle', logger: false });
  answerErrors(app, log);
  app.addHook('onRequest', async ({ hostname }) => refuseBadHost(hostname));
  // A stream takes the answer into its own hands; everything else of GraphQL is Apollo's.
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url === '/graphql' && streams.isAskedBy(request)) await streams.serve(request, reply);
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: fastifyApolloHandler(apollo, {
      context: async ({ raw }) => createContext({ viewer: await authenticate(credentialsOf(raw)), resumeAfter: null }),
    }),
  });
  serveGraphiql(app);
  serveHealth(app, async () => (closing ? { ok: false, checks: { server: 'is closing' } } : options.ready()));
  if (options.webhook) await serveWebhooks(app, options.webhook);

  const sockets = serveWebSocket(app.server, '/graphql', { ...parts, authenticate, log });

  async function close(): Promise<void> {
    const impatience = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
    streams.close();
    await sockets.close();
    await app.close();
    await apollo.stop();
    clearTimeout(impatience);
  }

  try {
    const url = await listen(app, options.host, options.port);
    return { url, app, close: () => (closing ??= close()) };
  } catch (error) {
    await close();
    throw error;
  }
}

/** The GraphQL handler makes an address of it, and would fail as if the fault were ours. Empty: HTTP/1.0 needs none. */
function refuseBadHost(hostname: string): void {
  if (hostname === '' || URL.canParse(`http://${hostname}/`)) return;
  throw new AppError('INPUT_INVALID', `expected a Host header that names a host, came ${JSON.stringify(hostname)}`);
}
