import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import {
  GraphQLError,
  parse,
  validate,
  type ExecutionArgs,
  type FormattedExecutionResult,
  type GraphQLFormattedError,
  type GraphQLSchema,
} from 'graphql';
import type { ExecutionResult, SubscribePayload } from 'graphql-ws';
import { useServer } from 'graphql-ws/use/ws';
import { WebSocketServer } from 'ws';
import { MAX_TOKENS, type FormatError } from './apollo.ts';
import type { Execute } from './executor.ts';
import type { Subscribe } from './subscriber.ts';

/** Bytes of one message: the same as of one HTTP body. `ws` itself would take 100 MiB. */
const MAX_PAYLOAD = 1024 * 1024;

/** Milliseconds a client has to introduce itself, and between two pings; one that misses a ping is dropped. */
const INIT_MS = 5_000;
const PING_MS = 12_000;

/** Milliseconds a client has to answer that it closes too. */
const CLOSE_MS = 2_000;

export interface WebSocketOptions {
  readonly schema: GraphQLSchema;
  readonly execute: Execute;
  readonly subscribe: Subscribe;
  readonly createContext: () => object | Promise<object>;
  readonly formatError: FormatError;
  readonly development: boolean;
}

/** Speaks `graphql-transport-ws` on one path of an HTTP server. Resolves its `close` when every socket is closed. */
export function serveWebSocket(http: Server, path: string, options: WebSocketOptions): { close: () => Promise<void> } {
  const { schema, execute, subscribe, createContext, formatError, development } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: MAX_PAYLOAD });
  const format = (error: GraphQLError) => formatError(error.toJSON(), error);
  const served = useServer(
    {
      onSubscribe: (_, __, payload) => prepare(schema, payload, createContext),
      execute,
      subscribe,
      onNext: (_, __, ___, ____, result) => toPublic(result, format),
      onError: (_, __, ___, errors) => errors.map(format),
      connectionInitWaitTimeout: INIT_MS,
      isProd: !development,
    },
    sockets,
    PING_MS,
  );
  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) return refuse(socket, '404 Not Found');
    if (!isSameOrigin(request)) return refuse(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  http.on('upgrade', upgrade);

  return {
    async close() {
      http.off('upgrade', upgrade);
      const impatience = setTimeout(() => sockets.clients.forEach((client) => client.terminate()), CLOSE_MS);
      await served.dispose();
      clearTimeout(impatience);
    },
  };
}

/** What graphql-ws would do itself, but a document that does not parse ends that operation and not the socket. */
async function prepare(
  schema: GraphQLSchema,
  { query, operationName, variables }: SubscribePayload,
  createContext: () => object | Promise<object>,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const document = parse(query, { maxTokens: MAX_TOKENS });
    const errors = validate(schema, document);
    if (errors.length > 0) return errors;
    return { schema, document, operationName, variableValues: variables, contextValue: await createContext() };
  } catch (error) {
    if (error instanceof GraphQLError) return [error];
    const originalError = error instanceof Error ? error : new Error(String(error));
    return [new GraphQLError(originalError.message, { originalError })];
  }
}

function toPublic(
  { data, errors, extensions }: ExecutionResult,
  format: (error: GraphQLError) => GraphQLFormattedError,
): FormattedExecutionResult {
  return {
    ...(errors && { errors: errors.map(format) }),
    ...(data !== undefined && { data }),
    ...(extensions && { extensions }),
  };
}

/** A page of another origin must not speak for the person in front of it; a program sends no origin. */
function isSameOrigin({ headers: { origin, host } }: IncomingMessage): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function refuse(socket: Duplex, status: string): void {
  socket.once('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
