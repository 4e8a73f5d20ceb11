import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import { handleProtocols, makeServer } from 'graphql-ws';
import { WebSocketServer } from 'ws';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import { credentialsOf, type Authenticate, whenceOf } from './caller.ts';
import { prepare, toText, type GraphqlParts } from './graphql-request.ts';
import { BODY_LIMIT } from './http-limits.ts';
import { attachSocket } from './socket-adapter.ts';
import { createTextSlots } from './text-slots.ts';

/** Milliseconds a client has to introduce itself. */
const INIT_MS = 5_000;

/** Milliseconds a client has to answer that it closes too. */
const CLOSE_MS = 2_000;

/** Operations that one socket may have under way. */
export const MAX_OPERATIONS = 100;

export interface WebSocketOptions extends GraphqlParts {
  readonly authenticate: Authenticate;
  readonly log: Log;
}

/** Speaks `graphql-transport-ws` on one path of an HTTP server. Resolves its `close` when every socket is closed. */
export function serveWebSocket(http: Server, path: string, options: WebSocketOptions): { close: () => Promise<void> } {
  const { authenticate, execute, subscribe, formatError, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT, handleProtocols });
  const slots = createTextSlots();
  const protocol = makeServer<Record<string, unknown>, { readonly request: IncomingMessage }>({
    // graphql-ws would close the socket over a document that does not parse; this ends that operation alone.
    onSubscribe: async ({ subscriptions, extra }, _, payload) => {
      if (Object.keys(subscriptions).length > MAX_OPERATIONS) return [tooMany()];
      const viewer = await authenticate(credentialsOf(extra.request));
      return prepare(options, payload, { viewer, resumeAfter: null, from: whenceOf(extra.request, 'websocket') });
    },
    execute,
    subscribe,
    onNext: (_, __, ___, ____, result) => slots.put(toText(options, result)),
    onError: (_, __, ___, errors) => errors.map((error) => formatError(error.toJSON(), error)),
    connectionInitWaitTimeout: INIT_MS,
  });
  sockets.on('connection', (socket, request: IncomingMessage) => {
    attachSocket(socket, (adapter) => protocol.opened(adapter, { request }), slots, log);
  });

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) return refuse(socket, '404 Not Found');
    if (!options.allowsOrigin(request)) return refuse(socket, '403 Forbidden');
    sockets.handleUpgrade(request, socket, head, (client) => sockets.emit('connection', client, request));
  };
  http.on('upgrade', upgrade);

  return {
    async close() {
      http.off('upgrade', upgrade);
      const impatience = setTimeout(() => sockets.clients.forEach((client) => client.terminate()), CLOSE_MS);
      for (const client of sockets.clients) client.close(1001, 'going away: subscribe again after your last cursor');
      await new Promise<void>((resolve) => {
        const done = () => sockets.close(() => resolve());
        if (sockets.clients.size === 0) return done();
        for (const client of sockets.clients) client.once('close', () => sockets.clients.size <= 1 && done());
      });
      clearTimeout(impatience);
    },
  };
}

function tooMany(): GraphQLError {
  const originalError = new AppError(
    'INPUT_INVALID',
    `expected at most ${MAX_OPERATIONS} operations under way on one socket: end one, or open another socket`,
  );
  return new GraphQLError(originalError.message, { originalError });
}

function pathOf({ url = '/' }: IncomingMessage): string {
  return url.split('?', 1)[0] ?? '/';
}

function refuse(socket: Duplex, status: string): void {
  socket.once('error', () => socket.destroy());
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`);
}
