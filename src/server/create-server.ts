import { fastify, type FastifyInstance } from 'fastify';
import type { GraphQLSchema } from 'graphql';
import { createMemoryBuckets } from '../access/budget.ts';
import { BudgetSettings } from '../access/budget-settings.ts';
import { createBudgets, type Budgets } from '../access/budgets.ts';
import type { Transport } from '../domain/audit.ts';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { AccessWitness } from '../operations/witness-access.ts';
import { createAdmission } from './admission.ts';
import type { FormatError } from './apollo.ts';
import { createApolloViews } from './apollo-views.ts';
import { createAddressOf } from './client-address.ts';
import { viewerOf, type Authenticate, type Caller, type OperationContext } from './caller.ts';
import { serveDevelopmentToken, type MakeDevelopmentToken } from './development-token.ts';
import { createEventStreams } from './event-stream.ts';
import { serveEvents, type TakeEvents } from './events.ts';
import { createExecutor } from './executor.ts';
import { createGraphqlOverHttp } from './graphql-over-http.ts';
import type { GraphqlParts } from './graphql-request.ts';
import { createGraphqlViews } from './graphql-views.ts';
import { serveGraphiql } from './graphiql.ts';
import { serveHealth, type Readiness } from './health.ts';
import { hideHints } from './hide-hints.ts';
import { answerErrors } from './http-error.ts';
import { BODY_LIMIT, connectionLimits, type Patience } from './http-limits.ts';
import { listen } from './listen.ts';
import { createNamedDocuments, type TrustedDocumentOptions } from './named-documents.ts';
import { createOriginCheck } from './request-origin.ts';
import { guardBrowsers } from './guard-browsers.ts';
import { createSharedResults } from './shared-results.ts';
import { createSubscriber } from './subscriber.ts';
import type { WatchViewer } from './viewers-leave.ts';
import { serveWebSocket } from './web-socket.ts';
import { serveWebhooks, type TakeWebhook } from './webhooks.ts';
import { witnessed, witnessedAuthenticate, witnessForbidden } from './witness.ts';

/** Milliseconds that requests under way get to finish when the server closes. */
const DRAIN_MS = 10_000;

export interface ServerOptions {
  /** What a viewer may ask: the same object for all who may ask the same. */
  readonly schemaFor: (viewer: Viewer) => GraphQLSchema;
  /** Who sends a request; called for every request and every socket. */
  readonly authenticate: Authenticate;
  /** Calls back when a viewer may no longer be here; without it, whoever is in may stay. */
  readonly watch?: WatchViewer;
  /** What resolvers get: called for every request, every operation on a socket and every event of a subscription. */
  readonly createContext: (caller: Caller) => OperationContext | Promise<OperationContext>;
  /** What a caller may read of a failure. */
  readonly formatError: FormatError;
  readonly ready: () => Promise<Readiness>;
  /** Is told what is read and who is refused; without it, nobody is. */
  readonly witness?: Pick<AccessWitness, 'answered' | 'turnedAway'>;
  /** What callers may spend; without it, each process counts for itself and as much as is usual. */
  readonly budgets?: Budgets;
  /** Without it there are no trusted documents, and everyone may send documents of their own. */
  readonly documents?: TrustedDocumentOptions;
  /** Addresses and networks of proxies that are believed about whom they heard; without it, none. */
  readonly proxies?: readonly string[];
  /** Pages of other origins that may call, such as `https://portal.example`; without it, none. */
  readonly origins?: readonly string[];
  /** Whether pages of an origin that is not listed may try: what they may do is then said by their key. Without it, none. */
  readonly isKeyOrigin?: (origin: string) => boolean;
  /** Without it, `/webhooks/:provider` is not there. */
  readonly webhook?: TakeWebhook;
  /** Without it, `/events` is not there. */
  readonly events?: TakeEvents;
  /** Without it, `/dev/token` is not there. */
  readonly developmentToken?: MakeDevelopmentToken;
  /** How long clients are waited for; without it, as long as is usual. */
  readonly patience?: Patience;
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
  const { schemaFor, createContext, log, development, origins = [], witness = NO_WITNESS } = options;
  const authenticate = (transport: Transport) => witnessedAuthenticate(options.authenticate, witness, transport);
  const { watch = watchNobody, isKeyOrigin = () => false } = options;
  const allows = (origin: string) => origins.includes(origin) || isKeyOrigin(origin);
  const formatError = development ? options.formatError : hideHints(options.formatError);
  const run = witnessed(createExecutor(), witness);
  const results = createSharedResults();
  const follow = createSubscriber(
    run,
    (context) => createContext({ viewer: viewerOf(context), resumeAfter: null }),
    results,
  );
  const admission = createAdmission(options.budgets ?? usualBudgets(), run, follow);
  const { execute, subscribe } = admission;
  const parts: GraphqlParts = {
    views: createGraphqlViews(schemaFor),
    named: createNamedDocuments(options.documents ?? { find: async () => null, onlyFor: [] }),
    allowsOrigin: createOriginCheck(allows),
    addressOf: createAddressOf(options.proxies ?? []),
    turnedAway: witness.turnedAway,
    ...{ admission, execute, subscribe, results, createContext, formatError },
  };
  const streams = createEventStreams({ ...parts, authenticate: authenticate('sse'), watch });
  const apollos = createApolloViews({ execute, formatError, development, log });
  let closing: Promise<void> | null = null;

  const app = fastify({
    ...{ bodyLimit: BODY_LIMIT, forceCloseConnections: 'idle', logger: false },
    ...connectionLimits(options.patience),
  });
  answerErrors(app, log);
  witnessForbidden(app, witness, (request) => ({
    address: parts.addressOf(request.raw),
    transport: streams.isAskedBy(request) ? 'sse' : 'http',
  }));
  await guardBrowsers(app, allows);
  app.addHook('onRequest', async ({ hostname }) => refuseBadHost(hostname));
  // A stream takes the answer into its own hands; everything else of GraphQL is Apollo's.
  app.addHook('preHandler', async (request, reply) => {
    if (request.routeOptions.url === '/graphql' && streams.isAskedBy(request)) await streams.serve(request, reply);
  });
  app.route({
    method: ['GET', 'POST'],
    url: '/graphql',
    handler: createGraphqlOverHttp({ ...parts, authenticate: authenticate('http') }, apollos),
  });
  serveGraphiql(app);
  serveHealth(app, async () => (closing ? { ok: false, checks: { server: 'is closing' } } : options.ready()));
  if (options.developmentToken) serveDevelopmentToken(app, options.developmentToken);
  if (options.webhook) await serveWebhooks(app, options.webhook);
  if (options.events) await serveEvents(app, options.events);

  const sockets = serveWebSocket(app.server, '/graphql', {
    ...parts,
    ...{ authenticate: authenticate('websocket'), watch, log },
  });

  async function close(): Promise<void> {
    const impatience = setTimeout(() => app.server.closeAllConnections(), DRAIN_MS);
    streams.close();
    await sockets.close();
    await app.close();
    await apollos.stop();
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

const NO_WITNESS: NonNullable<ServerOptions['witness']> = { answered: () => undefined, turnedAway: () => undefined };

/** The GraphQL handler makes an address of it, and would fail as if the fault were ours. Empty: HTTP/1.0 needs none. */
function refuseBadHost(hostname: string): void {
  if (hostname === '' || URL.canParse(`http://${hostname}/`)) return;
  throw new AppError('INPUT_INVALID', `expected a Host header that names a host, came ${JSON.stringify(hostname)}`);
}

/** Nobody is ever sent away. */
function watchNobody(): () => void {
  return () => undefined;
}

function usualBudgets(): Budgets {
  return createBudgets(
    BudgetSettings.parse(undefined),
    createMemoryBuckets(() => performance.now()),
  );
}
