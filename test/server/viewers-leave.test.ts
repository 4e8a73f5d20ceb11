import { createClient } from 'graphql-ws';
import { SignJWT, generateKeyPair } from 'jose';
import request from 'supertest';
import { afterEach, expect, onTestFinished, test, vi } from 'vitest';
import { WebSocket } from 'ws';
import { createAccess, type AccessOptions } from '../../src/access/create-access.ts';
import { AccessSettings } from '../../src/access/settings.ts';
import { silentLog } from '../../src/log.ts';
import { HASH, memoryKeys } from '../access/memory-keys.ts';
import { startServer, stopAll, toSocketUrl } from './running.ts';

afterEach(stopAll);

const NOW = '2026-03-10T00:00:00.000Z';

async function* silence(signal: AbortSignal): AsyncGenerator<number> {
  yield 1;
  await new Promise((resolve) => signal.addEventListener('abort', resolve));
}

async function start(options: Partial<AccessOptions> = {}) {
  const keys = memoryKeys();
  const clock = { now: NOW };
  const access = await createAccess({
    ...{ keys, hash: HASH, now: () => clock.now, log: silentLog },
    ...{ issuers: [], anonymous: () => null, keyCacheSeconds: 4, clockToleranceSeconds: 0 },
    ...options,
  });
  const stopping = new AbortController();
  const server = await startServer({
    authenticate: access.authenticate,
    watch: access.watch,
    isKeyOrigin: access.allowsOrigin,
    ticks: () => silence(stopping.signal),
  });
  onTestFinished(() => stopping.abort());
  return { keys, clock, server };
}

const WATCH = { query: 'subscription { ticks { n } }' };

/** A client that subscribes; `end` is how its operation and its socket ended. */
function watchOverSocket(url: string, connectionParams: Record<string, unknown>, headers: Record<string, string> = {}) {
  const closed = vi.fn();
  const errors = vi.fn();
  const heard = vi.fn();
  const client = createClient({
    url: toSocketUrl(url),
    webSocketImpl: class extends WebSocket {
      constructor(address: string, protocols: string) {
        super(address, protocols, { headers });
      }
    },
    connectionParams,
    retryAttempts: 0,
    on: { closed: (event) => void closed((event as { code: number }).code) },
  });
  client.subscribe(WATCH, { next: heard, error: errors, complete: () => undefined });
  onTestFinished(() => client.dispose());
  return { closed, errors, heard };
}

test('without credentials, or with bad ones, HTTP answers 401 and a socket is closed with 4403', async () => {
  const { server } = await start();

  const answers = [
    await request(server.url).post('/graphql').send({ query: '{ hello }' }),
    await request(server.url).post('/graphql').set('x-api-key', 'wrong').send({ query: '{ hello }' }),
    await request(server.url).post('/graphql').set('accept', 'text/event-stream').send(WATCH),
  ];
  const { closed } = watchOverSocket(server.url, {});

  for (const { status, headers, body } of answers) {
    expect([status, headers['www-authenticate']]).toEqual([401, 'Bearer']);
    expect(body).toMatchObject({ errors: [{ extensions: { code: 'UNAUTHENTICATED' } }] });
  }
  await vi.waitFor(() => expect(closed).toHaveBeenCalledWith(4403));
});

test.each<[string, (text: string) => [Record<string, unknown>, Record<string, string>]]>([
  ['connectionParams, as apiKey', (text: string) => [{ apiKey: text }, {}]],
  ['connectionParams, as authorization', (text: string) => [{ Authorization: `Bearer ${text}` }, {}]],
  ['headers', (text: string) => [{}, { 'x-api-key': text }]],
])('a socket takes a key from %s, and ends when it is revoked', async (_, place) => {
  const { keys, clock, server } = await start();
  const { id, text } = keys.add();
  const [params, headers] = place(text);
  const { closed, errors, heard } = watchOverSocket(server.url, params, headers);
  await vi.waitFor(() => expect(heard).toHaveBeenCalled());

  keys.change(id, { revokedAt: clock.now });
  keys.ring();

  await vi.waitFor(() => expect(closed).toHaveBeenCalledWith(4403));
  expect(errors).toHaveBeenCalledWith([expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })]);
});

test('a stream ends with the reason when its key is revoked', async () => {
  const { keys, clock, server } = await start();
  const { id, text } = keys.add();
  const response = await fetch(`${server.url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', accept: 'text/event-stream', 'x-api-key': text },
    body: JSON.stringify(WATCH),
  });
  expect(response.status).toBe(200);

  keys.change(id, { revokedAt: clock.now });
  keys.ring();
  const told = await response.text();

  expect(told).toContain('"n":1');
  expect(told).toMatch(/event: next\ndata: .*"code":"UNAUTHENTICATED".*\n\nevent: complete\ndata:\n\n$/);
});

test('a socket ends when its token does', async () => {
  const { publicKey, privateKey } = await generateKeyPair('ES256');
  const { issuers } = AccessSettings.parse({
    issuers: [{ issuer: 'https://login.example', audience: 'here', roles: { p: 'planner' } }],
  });
  const { keys, clock, server } = await start({
    issuers: issuers.map((one) => ({ ...one, keys: async () => publicKey })),
  });
  const token = await new SignJWT({ roles: ['p'] })
    .setProtectedHeader({ alg: 'ES256' })
    .setIssuer('https://login.example')
    .setAudience('here')
    .setSubject('ann')
    .setExpirationTime(Date.parse(NOW) / 1000 + 60)
    .sign(privateKey);
  const { closed, errors, heard } = watchOverSocket(server.url, { authorization: `Bearer ${token}` });
  await vi.waitFor(() => expect(heard).toHaveBeenCalled());

  clock.now = '2026-03-10T00:01:00.000Z';
  keys.ring();

  await vi.waitFor(() => expect(closed).toHaveBeenCalledWith(4403));
  expect(errors).toHaveBeenCalledWith([expect.objectContaining({ extensions: { code: 'UNAUTHENTICATED' } })]);
});

test('a page of another origin gets in with a key that is for it, and with no other', async () => {
  const { keys, server } = await start();
  const bound = keys.add({ allowedOrigins: ['https://portal.example'] });
  const free = keys.add();
  const origin = 'https://portal.example';
  const post = (headers: Record<string, string>) =>
    request(server.url).post('/graphql').set(headers).send({ query: '{ hello }' });
  keys.ring();

  await vi.waitFor(async () => {
    const { headers } = await post({ origin, 'x-api-key': bound.text });
    expect(headers['access-control-allow-origin']).toBe(origin);
  });
  const { heard } = watchOverSocket(server.url, { apiKey: bound.text }, { origin });
  await vi.waitFor(() => expect(heard).toHaveBeenCalled());
  const evil = await post({ origin: 'https://evil.example', 'x-api-key': free.text });

  expect(evil.headers['access-control-allow-origin']).toBeUndefined();
  expect((await post({ origin: 'https://evil.example', 'x-api-key': bound.text })).status).toBe(401);
  expect((await post({ 'x-api-key': bound.text })).status).toBe(401);
});
