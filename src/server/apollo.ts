import { ApolloServer, type ApolloServerPlugin } from '@apollo/server';
import {
  ApolloServerPluginCacheControlDisabled,
  ApolloServerPluginInlineTraceDisabled,
  ApolloServerPluginLandingPageDisabled,
  ApolloServerPluginSchemaReportingDisabled,
  ApolloServerPluginUsageReportingDisabled,
} from '@apollo/server/plugin/disabled';
import type { GraphQLFormattedError, GraphQLSchema } from 'graphql';
import type { Log } from '../log.ts';
import type { Execute } from './executor.ts';
import { limitQuery } from './query-limits.ts';

/** Tokens of one document; introspection has about 250. */
export const MAX_TOKENS = 10_000;

/** Turns a failure into what the caller may read of it. */
export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

export interface ApolloOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  readonly formatError: FormatError;
  readonly development: boolean;
  readonly log: Log;
}

/** GraphQL over HTTP, started: parses, validates, and hands what is left to our own executor. Reports to nobody. */
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
    maxRecursiveSelections: true,
    validationRules: [limitQuery],
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
    load: async () => ({ executor: (request: GatewayRequest) => execute({ schema, ...toExecutionArgs(request) }) }),
    stop: async () => undefined,
  };
}

type GatewayRequest = Parameters<GatewayExecutor>[0];
type GatewayExecutor = NonNullable<Awaited<ReturnType<Gateway['load']>>['executor']>;
type Gateway = NonNullable<ConstructorParameters<typeof ApolloServer>[0]['gateway']>;

function toExecutionArgs({ document, context, operationName, request }: GatewayRequest): Omit<Parameters<Execute>[0], 'schema'> {
  return { document, contextValue: context, operationName, variableValues: request.variables };
}

function toLogger(log: Log) {
  return {
    debug: (message: unknown) => log.debug(String(message)),
    info: (message: unknown) => log.info(String(message)),
    warn: (message: unknown) => log.warn(String(message)),
    error: (message: unknown) => log.error(String(message)),
  };
}
