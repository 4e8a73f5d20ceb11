import type { Writable } from 'node:stream';
import type { WebSocket as ProtocolSocket } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { Outlet } from './pour.ts';
import type { TurnWriter } from './turn-writer.ts';

/** Milliseconds between two pings; a client that misses one is dropped. */
const PING_MS = 12_000;

/**
 * Bytes that may wait for one socket before whoever sends must wait too. Past it messages wait in the feed's buffers, which
 * are bounded and merge them.
 */
const MAX_BUFFERED = 256 * 1024;

const INTERNAL_ERROR = 4500;

/** One socket, for whole frames that are sent to many. A closed socket takes everything. */
export type Wire = Outlet<Buffer>;

export interface SocketOptions {
  readonly open: (adapter: ProtocolSocket, wire: Wire) => (code?: number, reason?: string) => Promise<void>;
  readonly writer: TurnWriter;
  readonly log: Log;
}

/**
 * Translates one socket to what graphql-ws needs of it, and drops it when its client no longer answers. `stream` is the
 * connection under it: frames written to it stand between those of the socket.
 */
export function attachSocket(socket: WebSocket, stream: Writable, { open, writer, log }: SocketOptions): void {
  let isAlive = true;
  const pings = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_MS);
  socket.on('pong', () => (isAlive = true));
  // A message that is too large or no WebSocket frame: `ws` closes the socket with the right code itself.
  socket.on('error', (error) => log.debug({ err: messageOf(error) }, 'a socket failed'));

  const adapter: ProtocolSocket = {
    protocol: socket.protocol,
    send: (message) => send(socket, message),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (take) =>
      socket.on('message', (data: Buffer) => {
        isAlive = true;
        take(data.toString()).catch((error: unknown) => {
          log.error({ err: error }, 'a message of a socket cannot be handled');
          socket.close(INTERNAL_ERROR, 'internal error');
        });
      }),
  };
  const closed = open(adapter, wireOf(socket, stream, writer));
  socket.once('close', (code, reason) => {
    clearInterval(pings);
    void closed(code, reason.toString());
  });
}

function wireOf(socket: WebSocket, stream: Writable, writer: TurnWriter): Wire {
  const isOpen = (): boolean => socket.readyState === socket.OPEN;
  let waiting: (() => void)[] = [];
  const goOn = (): void => {
    const callbacks = waiting;
    waiting = [];
    for (const callback of callbacks) callback();
  };
  stream.on('drain', goOn);
  socket.once('close', goOn);
  return {
    isFull: () => stream.writableLength >= MAX_BUFFERED && isOpen(),
    whenDrained: (callback) => void waiting.push(callback),
    put(frame) {
      if (isOpen()) writer.write(stream, frame);
    },
  };
}

/** Resolves at once while little waits, and otherwise when the message is out of our hands. A closed socket takes everything. */
function send(socket: WebSocket, message: string): Promise<void> {
  if (socket.readyState !== socket.OPEN) return Promise.resolve();
  if (socket.bufferedAmount < MAX_BUFFERED) {
    socket.send(message, noOne);
    return Promise.resolve();
  }
  return new Promise((resolve) => socket.send(message, () => resolve()));
}

/** A failing send closes the socket, which ends its operations. */
function noOne(): void {
  // nobody waits
}
