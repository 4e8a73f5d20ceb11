import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import { GraphQLError, type ExecutionArgs, type GraphQLFormattedError, type GraphQLSchema } from 'graphql';
import type { Log } from '../log.ts';
import type { Execute } from './executor.ts';
import { MAX_TOKENS } from './query-limits.ts';

/** Turns a failure into what the caller may read of it. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  readonly formatError: FormatError;
  readonly development: boolean;
  readonly log: Log;
}

/** GraphQL over HTTP, started: speaks the protocol for what was checked before, and has our own executor run it. Reports to nobody. */
export async function startApollo({
  schema,
  execute,
  formatError,
  development,
  log,
}: ApolloOptions): Promise<ApolloServer> {
  const apollo = new ApolloServer({
    gateway: executeWith(schema, execute),
    formatError,
    introspection: true,
    csrfPrevention: true,
    allowBatchedHttpRequests: false,
    persistedQueries: false, // documents come here as text, found and checked
    dangerouslyDisableValidation: true,
    parseOptions: { maxTokens: MAX_TOKENS },
    hideSchemaDetailsFromClientErrors: !development,
    includeStacktraceInErrorResponses: false,
    stopOnTerminationSignals: false,
    nodeEnv: development ? 'development' : 'production',
    logger: toLogger(log),
    plugins: SILENT,
  });
  await apollo.start();
  return apollo;
}

/** The parts of Apollo Server that would call its cloud, set headers or serve a page of their own. */
const SILENT: ApolloServerPlugin[] = [
  ApolloServerPluginCacheControlDisabled(),
  ApolloServerPluginInlineTraceDisabled(),
  ApolloServerPluginLandingPageDisabled(),
  ApolloServerPluginSchemaReportingDisabled(),
  ApolloServerPluginUsageReportingDisabled(),
];

/** Apollo takes an executor only from a gateway: this one has a fixed schema and no services behind it. */
function executeWith(schema: GraphQLSchema, execute: Execute) {
  return {
    onSchemaLoadOrUpdate: (callback: (loaded: { apiSchema: GraphQLSchema; coreSupergraphSdl: string }) => void) => {
      callback({ apiSchema: schema, coreSupergraphSdl: '' });
      return () => undefined;
    },
    load: async () => ({ executor: (request: GatewayRequest) => execute(preparedOf(request)) }),
    stop: async () => undefined,
  };
}

type GatewayRequest = Parameters<GatewayExecutor>[0];
type GatewayExecutor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Gateway = NonNullable<ConstructorParameters<typeof ApolloServer>[0]['gateway']>;

/** What Apollo carries for us from the request to the execution. */
export interface Carried {
  /** Null for a request in which there is no operation to prepare: Apollo refuses it. */
  readonly prepared: ExecutionArgs | null;
}

/** What was found, checked and paid for. Nothing else is executed, whatever Apollo makes of a request. */
function preparedOf({ context }: GatewayRequest): ExecutionArgs {
  const { prepared = null }: Partial<Carried> = context;
  if (prepared) return prepared;
  const extensions = { code: 'INPUT_INVALID', http: { status: 400 } };
  throw new GraphQLError('expected a GraphQL request, came something else', { extensions });
}

function toLogger(log: Log) {
  return {
    debug: (message: unknown) => log.debug(String(message)),
    info: (message: unknown) => log.info(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown) => log.error(String(message)),
  };
}
