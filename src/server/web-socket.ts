import type { IncomingMessage, Server } from 'node:http';
import type { Duplex } from 'node:stream';
import { GraphQLError } from 'graphql';
import {
  CloseCode,
  handleProtocols,
  makeServer,
  MessageType,
  stringifyMessage,
  type Context as Connection,
  type WebSocket as ProtocolSocket,
} from 'graphql-ws';
import { WebSocketServer } from 'ws';
import type { Viewer } from '../domain/viewer.ts';
import { AppError, isAppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Authenticate } from './caller.ts';
import { prepare, toReadable, type GraphqlParts } from './graphql-request.ts';
import { BODY_LIMIT } from './http-limits.ts';
import { toPrompt } from './map-async.ts';
import { createNextFrames } from './next-frames.ts';
import { pour } from './pour.ts';
import type { AnyResult } from './shared-results.ts';
import { attachSocket, type Wire } from './socket-adapter.ts';
import { createTurnWriter } from './turn-writer.ts';
import { credentialsFrom } from './connection-params.ts';
import { noLongerWelcome, type WatchViewer } from './viewers-leave.ts';

/** Milliseconds a client has to introduce itself. */
const INIT_MS = 5_000;

/** Milliseconds a client has to answer that it closes too. */
const CLOSE_MS = 2_000;

/** Operations that one socket may have under way. */
export const MAX_OPERATIONS = 100;

export interface WebSocketOptions extends GraphqlParts {
  readonly authenticate: Authenticate;
  readonly watch: WatchViewer;
  readonly log: Log;
}

/** What is known of one socket beside the protocol. */
interface Extra {
  readonly request: IncomingMessage;
  readonly address: string | null;
  readonly socket: ProtocolSocket;
  readonly wire: Wire;
  /** Null until it is known who speaks. */
  viewer: Viewer | null;
  isClosed: boolean;
  stopWatching: (() => void) | null;
}

/** Tells a client to try again later: what it is owed cannot be told now. */
const TRY_AGAIN_LATER = 1013;

/** Speaks `graphql-transport-ws` on one path of an HTTP server. Resolves its `close` when every socket is closed. */
export function serveWebSocket(http: Server, path: string, options: WebSocketOptions): { close: () => Promise<void> } {
  const { authenticate, watch, execute, subscribe, formatError, log } = options;
  const sockets = new WebSocketServer({ noServer: true, maxPayload: BODY_LIMIT, handleProtocols });
  const [frames, writer] = [createNextFrames(), createTurnWriter()];
  const toText = (result: AnyResult): string => JSON.stringify(toReadable(options, result));
  const protocol = makeServer<Record<string, unknown>, Extra>({
    // Who speaks is found out once; what ends their stay ends the socket.
    onConnect: async (connection) => {
      const { extra, connectionParams } = connection;
      try {
        extra.viewer = await authenticate(credentialsFrom(extra.request, extra.address, connectionParams ?? {}));
      } catch (error) {
        if (isAppError(error, 'UNAUTHENTICATED')) return false;
        log.warn({ err: error }, 'cannot find out who opened a socket');
        void extra.socket.close(TRY_AGAIN_LATER, 'try again later');
        return false;
      }
      if (!extra.isClosed) extra.stopWatching = watch(extra.viewer, () => void sendAway(connection));
      return true;
    },
    onClose: ({ extra }) => {
      extra.isClosed = true;
      extra.stopWatching?.();
    },
    // graphql-ws would close the socket over a document that does not parse; this ends that operation alone.
    onSubscribe: async ({ subscriptions, extra }, id, payload) => {
      if (Object.keys(subscriptions).length > MAX_OPERATIONS) return [tooMany()];
      const { viewer, address } = extra;
      if (!viewer) throw new AppError('INVARIANT', 'expected a socket that was let in, came an operation before');
      return prepare(options, payload, {
        ...{ viewer, resumeAfter: null, from: { address, transport: 'websocket' } },
        isWanted: () => !extra.isClosed && id in subscriptions,
      });
    },
    execute,
    subscribe,
    onOperation: ({ extra }, id, _, __, results) =>
      Symbol.asyncIterator in results ? deliver(extra, id, results) : undefined,
    onNext: (_, __, ___, ____, result) => toReadable(options, result),
    onError: (_, __, ___, errors) => errors.map((error) => formatError(error.toJSON(), error)),
    connectionInitWaitTimeout: INIT_MS,
  });
  sockets.on('connection', (socket, request: IncomingMessage) => {
    const extra = { request, address: options.addressOf(request), viewer: null, isClosed: false, stopWatching: null };
    const open = (adapter: ProtocolSocket, wire: Wire) => protocol.opened(adapter, { ...extra, socket: adapter, wire });
    attachSocket(socket, request.socket, { open, writer, log });
  });

  /** Sends messages past graphql-ws, which would make each anew for each socket; it is left the end and what goes wrong. */
  function deliver(
    { wire }: Extra,
    id: string,
    results: AsyncIterable<AnyResult>,
  ): AsyncIterableIterator<never, undefined> {
    const messages = toPrompt(results);
    const frameOf = frames.of(id, toText);
    const put = (result: AnyResult): void => wire.put(frameOf(result));
    return {
      next: async () => {
        await pour(messages, { ...wire, put });
        return { value: undefined, done: true };
      },
      return: async () => {
        await messages.return?.();
        return { value: undefined, done: true };
      },
      [Symbol.asyncIterator]() {
        return this;
      },
    };
  }

  /** Ends each operation with the reason, and then the socket. */
  async function sendAway({ subscriptions, extra: { socket } }: Connection<Record<string, unknown>, Extra>) {
    const reason = noLongerWelcome();
    const payload = [formatError(reason.toJSON(), reason)];
    for (const id of Object.keys(subscriptions))
      await socket.send(stringifyMessage({ id, type: MessageType.Error, payload }));
    await socket.close(CloseCode.Forbidden, 'Forbidden');
  }

  const upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    if (pathOf(request) !== path) return refuse(socket, '404 Not Found');
    if (!options.allowsOrigin(request)) {
      options.turnedAway({ address: options.addressOf(request), transport: 'websocket' }, 'FORBIDDEN');
      return refuse(socket, '403 Forbidden');
    }
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
