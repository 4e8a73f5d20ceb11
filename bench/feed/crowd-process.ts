import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { WebSocket } from 'ws';
import type { Asked, CrowdOrder, Heard } from './crowd.ts';
import { percentile } from './percentile.ts';

/** Sockets that shake hands at the same time. */
const AT_ONCE = 200;

/** So much for a client that never reads that the buffers of the operating system are full within seconds, and the server must do something. */
const OPERATIONS_OF_STALLED = 50;

const order = JSON.parse(process.argv[2] ?? '{}') as CrowdOrder;
const sockets: WebSocket[] = [];
/** The last message of each client, as it came: taken apart only when its cursor is wanted. */
const last: string[] = [];
const newest = new Float64Array(order.sockets).fill(-1);
let delays: number[] = [];

process.on('message', (asked: Asked) => void answer(asked).then((value) => process.send?.(value)));
process.send?.('here');

async function answer(asked: Asked): Promise<number | Heard> {
  switch (asked.ask) {
    case 'gather':
      return gather();
    case 'heard':
      return heard();
    case 'untilAllHeard':
      return timed(() => newest.every((heardLast) => heardLast >= asked.event));
    case 'untilFirst':
      return timed(() => delays.length > 0);
    case 'pause':
      leave();
      return 0;
  }
}

async function gather(): Promise<number> {
  const started = performance.now();
  leave();
  for (let from = 0; from < order.sockets; from += AT_ONCE) {
    const upTo = Math.min(from + AT_ONCE, order.sockets);
    await Promise.all(Array.from({ length: upTo - from }, (_, i) => enter(from + i)));
  }
  return performance.now() - started;
}

/** Resolves once the server has let the client in; tries again until it does. */
async function enter(client: number): Promise<void> {
  for (;;) {
    if (await tryToEnter(client)) return;
    await sleep(50 + Math.random() * 200);
  }
}

function tryToEnter(client: number): Promise<boolean> {
  return new Promise((done) => {
    const socket = new WebSocket(order.url, 'graphql-transport-ws', { perMessageDeflate: false });
    socket.on('error', () => done(false)).on('close', () => done(false));
    socket.on('open', () => socket.send('{"type":"connection_init"}'));
    socket.on('message', (data: Buffer) => {
      const text = data.toString('latin1');
      if (text.includes('"type":"next"')) return hear(client, text);
      if (text.includes('"type":"ping"')) return socket.send('{"type":"pong"}');
      if (!text.includes('"type":"connection_ack"')) return process.stderr.write(`client ${client}: ${text}\n`);
      const variables = { ...order.variables[client % order.variables.length], ...cursorOf(last[client]) };
      const isStalled = client < (order.stalled ?? 0);
      for (let n = 0; n < (isStalled ? OPERATIONS_OF_STALLED : 1); n += 1) {
        // An id of its own for each operation, as the client of graphql-ws makes it.
        socket.send(
          JSON.stringify({ id: randomUUID(), type: 'subscribe', payload: { query: order.query, variables } }),
        );
      }
      sockets[client] = socket;
      if (isStalled) socket.pause();
      return done(true);
    });
  });
}

/** A message's events say when they were made and which they are: `<milliseconds>-<number>`. */
function hear(client: number, text: string): void {
  last[client] = text;
  const now = Date.now();
  for (let at = text.indexOf('"lineId":"'); at >= 0; at = text.indexOf('"lineId":"', at + 10)) {
    const dash = text.indexOf('-', at);
    delays.push(now - Number(text.slice(at + 10, dash)));
    newest[client] = Number(text.slice(dash + 1, text.indexOf('"', dash)));
  }
}

function heard(): Heard {
  const sorted = Float64Array.from(delays).sort();
  delays = [];
  return {
    messages: sorted.length,
    p50: percentile(sorted, 0.5),
    p99: percentile(sorted, 0.99),
    max: percentile(sorted, 1),
  };
}

/** Milliseconds until something is so. */
async function timed(isSo: () => boolean): Promise<number> {
  const started = performance.now();
  while (!isSo()) await sleep(2);
  return performance.now() - started;
}

function leave(): void {
  for (const socket of sockets.splice(0))
    socket
      .removeAllListeners()
      .on('error', () => undefined)
      .terminate();
}

function cursorOf(message: string | undefined): { after?: string } {
  const after = message === undefined ? undefined : /"cursor":"([^"]+)"/.exec(message)?.[1];
  return after === undefined ? {} : { after };
}
