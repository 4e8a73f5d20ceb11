import request from 'supertest';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { AppError } from '../../src/errors.ts';
import type { RunningServer } from '../../src/server/create-server.ts';
import { asking, send } from '../abuse/transports.ts';
import { startServer, stopAll } from './running.ts';
import { WebSocket } from 'ws';
import { toSocketUrl } from './running.ts';

const turnedAway = vi.fn();
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({
    witness: { answered: () => undefined, turnedAway },
    proxies: ['127.0.0.1'],
    documents: { find: async () => null, onlyFor: ['user'] },
    authenticate: async ({ apiKey, address }) => {
      if (apiKey !== 'good') throw new AppError('UNAUTHENTICATED', 'expected another key');
      return { ...SYSTEM, kind: 'user', id: `user at ${address}` };
    },
    webhook: () => Promise.reject(new AppError('FORBIDDEN', 'signed by nobody known')),
  });
});
afterEach(() => turnedAway.mockReset());
afterAll(stopAll);

const HELLO = asking('{ hello }');

test.each(['http', 'sse', 'websocket'] as const)(
  'bad credentials over %s are told of with that transport',
  async (transport) => {
    await send(server, transport, HELLO, { 'x-api-key': 'bad' });

    expect(turnedAway.mock.calls).toEqual([[{ address: '127.0.0.1', transport }, 'UNAUTHENTICATED']]);
  },
);

test.each(['http', 'sse', 'websocket'] as const)(
  'a document over %s that is not trusted is told of, with who sent it',
  async (transport) => {
    await send(server, transport, HELLO, { 'x-api-key': 'good' });

    expect(turnedAway.mock.calls).toMatchObject([
      [{ address: '127.0.0.1', transport, viewer: { id: 'user at 127.0.0.1' } }, 'FORBIDDEN'],
    ]);
  },
);

test('a page of another origin is told of, with the address that a trusted proxy tells', async () => {
  const headers = { origin: 'https://evil.example', 'x-forwarded-for': '203.0.113.9' };
  await request(server.url)
    .post('/graphql')
    .set({ ...headers, accept: 'text/event-stream' })
    .send({ query: '{ hello }' });
  const socket = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws', { headers });
  await new Promise((resolve) => socket.once('error', resolve));

  expect(turnedAway.mock.calls).toEqual([
    [{ address: '203.0.113.9', transport: 'sse' }, 'FORBIDDEN'],
    [{ address: '203.0.113.9', transport: 'websocket' }, 'FORBIDDEN'],
  ]);
});

test('a webhook that nobody known has signed is told of', async () => {
  await request(server.url).post('/webhooks/erp').send({});

  expect(turnedAway.mock.calls).toEqual([[{ address: '127.0.0.1', transport: 'http' }, 'FORBIDDEN']]);
});
