import type { WebSocket as ProtocolSocket } from 'graphql-ws';
import type { WebSocket } from 'ws';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { TextSlots } from './text-slots.ts';

/** Milliseconds between two pings; a client that misses one is dropped. */
const PING_MS = 12_000;

/**
 * Bytes that may wait for one socket before whoever sends must wait too. Past it messages wait in the feed's buffers, which
 * are bounded and merge them.
 */
const MAX_BUFFERED = 256 * 1024;

const INTERNAL_ERROR = 4500;

/** Translates one socket to what graphql-ws needs of it, and drops it when its client no longer answers. */
export function attachSocket(
  socket: WebSocket,
  open: (adapter: ProtocolSocket) => (code?: number, reason?: string) => Promise<void>,
  slots: TextSlots,
  log: Log,
): void {
  let isAlive = true;
  const pings = setInterval(() => {
    if (!isAlive) return socket.terminate();
    isAlive = false;
    if (socket.readyState === socket.OPEN) socket.ping();
  }, PING_MS);
  socket.on('pong', () => (isAlive = true));
  // A message that is too large or no WebSocket frame: `ws` closes the socket with the right code itself.
  socket.on('error', (error) => log.debug({ err: messageOf(error) }, 'a socket failed'));

  const closed = open({
    protocol: socket.protocol,
    send: (message) => send(socket, slots.fill(message)),
    close: (code, reason) => socket.close(code, reason),
    onMessage: (take) =>
      socket.on('message', (data: Buffer) => {
        isAlive = true;
        take(data.toString()).catch((error: unknown) => {
          log.error({ err: error }, 'a message of a socket cannot be handled');
          socket.close(INTERNAL_ERROR, 'internal error');
        });
      }),
  });
  socket.once('close', (code, reason) => {
    clearInterval(pings);
    void closed(code, reason.toString());
  });
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
