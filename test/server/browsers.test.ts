import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import type { RunningServer } from '../../src/server/create-server.ts';
import { startServer, stopAll, toSocketUrl } from './running.ts';

const PORTAL = 'https://portal.example';
const STRANGER = 'https://stranger.example';
let server: RunningServer;

beforeAll(async () => {
  server = await startServer({ origins: [PORTAL], development: false });
});
afterAll(stopAll);

const hello = { query: '{ hello }' };

describe('pages of other origins', () => {
  test('read answers when they are listed, and ask before they send', async () => {
    const { headers } = await request(server.url).post('/graphql').set('origin', PORTAL).send(hello);
    const asked = await request(server.url).options('/graphql').set({
      origin: PORTAL,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization',
    });

    expect(headers['access-control-allow-origin']).toBe(PORTAL);
    expect(headers['access-control-expose-headers']).toContain('RateLimit');
    expect([asked.status, asked.headers['access-control-allow-headers']]).toEqual([204, 'authorization']);
  });

  test('read nothing when they are not', async () => {
    const { headers } = await request(server.url).post('/graphql').set('origin', STRANGER).send(hello);

    expect(headers['access-control-allow-origin']).toBeUndefined();
  });

  test.each([
    [PORTAL, 'open', 200],
    [STRANGER, '403', 403],
  ])('such as %s have the same answer over WebSocket and server-sent events', async (origin, opened, status) => {
    const socket = new WebSocket(toSocketUrl(server.url), 'graphql-transport-ws', { origin });
    const outcome = await new Promise((resolve) => {
      socket.once('open', () => resolve('open'));
      socket.once('unexpected-response', (_, { statusCode }) => resolve(String(statusCode)));
      socket.once('error', () => undefined);
    });
    socket.terminate();
    const stream = await request(server.url).post('/graphql').set({ origin, accept: 'text/event-stream' }).send(hello);

    expect([outcome, stream.status]).toEqual([opened, status]);
    expect(stream.headers['access-control-allow-origin']).toBe(status === 200 ? origin : undefined);
  });
});

test.each([
  ['a form', (url: string) => request(url).post('/graphql').type('form').send(hello)],
  ['plain text', (url: string) => request(url).post('/graphql').type('text/plain').send(JSON.stringify(hello))],
  ['a link', (url: string) => request(url).get('/graphql').query(hello)],
  [
    'plain text for a stream',
    (url: string) =>
      request(url).post('/graphql').accept('text/event-stream').type('text/plain').send(JSON.stringify(hello)),
  ],
  [
    'a link to a stream, from another site',
    (url: string) =>
      request(url).get('/graphql').accept('text/event-stream').set('sec-fetch-site', 'cross-site').query(hello),
  ],
])('%s, which a page may send without asking, is refused', async (_, send) => {
  const { status } = await send(server.url);

  expect([400, 415]).toContain(status);
});

test('no mutation goes by a link, over HTTP or as a stream', async () => {
  const query = { query: 'mutation { add(n: 1) }' };
  const preflighted = { 'apollo-require-preflight': '1' };

  expect((await request(server.url).get('/graphql').set(preflighted).query(query)).status).toBe(405);
  expect(
    (await request(server.url).get('/graphql').set(preflighted).accept('text/event-stream').query(query)).status,
  ).toBe(400);
});

test('answers carry headers that keep them out of other pages', async () => {
  const { headers } = await request(server.url).post('/graphql').send(hello);

  expect(headers['content-security-policy']).toBe(
    "default-src 'none';frame-ancestors 'none';base-uri 'none';form-action 'none'",
  );
  expect(headers['x-content-type-options']).toBe('nosniff');
  expect(headers['x-frame-options']).toBe('DENY');
});

test('an error in production names nothing that was not asked for', async () => {
  for (const query of ['{ helo }', '{ order(id: "A") { statsu } }', '{ echo(status: OPNE) }']) {
    const { text } = await request(server.url).post('/graphql').send({ query });

    expect(text).toContain('GRAPHQL_VALIDATION_FAILED');
    expect(text).not.toMatch(/did you mean|hello|"OPEN"|\.ts:|stack/i);
  }
});

describe('bodies that are made to hurt', () => {
  const deep = (depth: number) => `{"query":"{ hello }","variables":{"a":${'['.repeat(depth)}${']'.repeat(depth)}}}`;

  test.each([
    ['JSON 100,000 levels deep', deep(100_000), 400],
    ['variables 30 levels deep', deep(30), 400],
    ['a list of 10,000', JSON.stringify({ ...hello, variables: { a: Array.from({ length: 10_000 }, () => 1) } }), 400],
    ['a text of 100,000 characters', JSON.stringify({ ...hello, variables: { a: 'x'.repeat(100_000) } }), 400],
    ['a prototype', '{"query":"{ hello }","variables":{"__proto__":{"a":1}}}', 400],
    ['a batch', `[${JSON.stringify(hello)}]`, 400],
    ['more than a mebibyte', JSON.stringify({ query: `{ hello } #${'x'.repeat(1024 * 1024)}` }), 413],
  ])('%s is refused as a fault of the client', async (_, body, expected) => {
    const { status } = await request(server.url).post('/graphql').type('application/json').send(body);

    expect(status).toBe(expected);
  });
});
