import { connect as connectTcp, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS } from '../../src/server/http-limits.ts';
import { startServer, stopAll, toSocketUrl } from '../server/running.ts';
import { asking, send } from './transports.ts';

afterEach(stopAll);

describe('who sends slowly', () => {
  const HASTE = { headersMs: 200, requestMs: 400, checkEveryMs: 50 };

  it.each([
    ['a header', 'POST /graphql HTTP/1.1\r\nHost: x\r\nX-Slow: '],
    ['a body', 'POST /graphql HTTP/1.1\r\nHost: x\r\nContent-Type: application/json\r\nContent-Length: 100000\r\n\r\n'],
    [
      'what opens a socket',
      'GET /graphql HTTP/1.1\r\nHost: x\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nX-Slow: ',
    ],
    ['what opens a stream', 'POST /graphql HTTP/1.1\r\nHost: x\r\nAccept: text/event-stream\r\nX-Slow: '],
  ])('%s is cut off with 408, and everyone else is answered meanwhile', async (_, beginning) => {
    const server = await startServer({ patience: HASTE });
    const slow = Array.from({ length: 50 }, () => drip(server.url, beginning));

    const outcome = await send(server, 'http', asking('{ hello }'));
    const told = await Promise.all(slow);

    expect(outcome.text).toContain('world');
    expect(new Set(told.map((text) => text.split('\r\n', 1)[0]))).toEqual(new Set(['HTTP/1.1 408 Request Timeout']));
  });

  it('has ten seconds for headers and thirty for a request, unless told otherwise', async () => {
    const { app } = await startServer();

    expect([app.server.headersTimeout, app.server.requestTimeout]).toEqual([HEADERS_TIMEOUT_MS, REQUEST_TIMEOUT_MS]);
  });
});

/** Sends a byte now and then; resolves to what the server says when it has had enough. */
function drip(url: string, beginning: string): Promise<string> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve) => {
    let told = '';
    const socket = connectTcp(Number(port), hostname, () => socket.write(beginning));
    const timer = setInterval(() => socket.write('x'), 50);
    socket.on('data', (data) => (told += data.toString()));
    socket.on('error', () => undefined);
    socket.on('close', () => {
      clearInterval(timer);
      resolve(told);
    });
  });
}

describe('who reads slowly', () => {
  const LARGE = `subscription { ticks { ${Array.from({ length: 90 }, (_, i) => `field${i}OfAMessageThatIsNotSmall: n`).join(' ')} } }`;
  const openers: Readonly<Record<string, (url: string) => Promise<Socket>>> = {
    WebSocket: (url) => openSocket(url, LARGE),
    'server-sent events': (url) => openStream(url, LARGE),
  };

  it.each(Object.entries(openers))(
    'over %s is sent no more than fits into buffers, and others hear all',
    async (_, open) => {
      let made = 0;
      async function* endless(): AsyncGenerator<number> {
        for (;;) {
          yield (made += 1);
          if (made % 50 === 0) await new Promise(setImmediate);
        }
      }
      const server = await startServer({ ticks: endless });
      const socket = await open(server.url);
      onTestFinished(() => void socket.destroy());
      socket.pause();

      await vi.waitUntil(async () => {
        const before = made;
        await sleep(150);
        return before === made && made > 0;
      }, 20_000);

      expect(made * 4_000).toBeLessThan(64 * 1024 * 1024);
      expect((await send(server, 'http', asking('{ hello }'))).text).toContain('world');
    },
  );
});

async function openSocket(url: string, query: string): Promise<Socket> {
  const client = new WebSocket(toSocketUrl(url), 'graphql-transport-ws');
  await new Promise((resolve) => client.once('open', resolve));
  client.send('{"type":"connection_init"}');
  await new Promise((resolve) => client.once('message', resolve));
  client.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query } }));
  client.pause();
  // What `ws` keeps of the connection: nothing reads from it any more.
  return Reflect.get(client, '_socket') as Socket;
}

async function openStream(url: string, query: string): Promise<Socket> {
  const { hostname, port } = new URL(url);
  const socket = connectTcp(Number(port), hostname);
  await new Promise((resolve) => socket.once('connect', resolve));
  const body = JSON.stringify({ query });
  const lines = ['POST /graphql HTTP/1.1', 'Host: x', 'Accept: text/event-stream', 'Content-Type: application/json'];
  socket.write([...lines, `Content-Length: ${body.length}`, '', body].join('\r\n'));
  return socket;
}
