import { createClient } from 'graphql-ws';
import { exportSPKI, SignJWT, UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from 'vitest';
import { WebSocket } from 'ws';
import { makeApiKey, withChecksum } from '../../src/access/api-key.ts';
import { createKnownKeys } from '../../src/access/known-keys.ts';
import { toInstant } from '../../src/domain/time.ts';
import { OPERATOR } from '../../src/cli/operator.ts';
import { revokeKey } from '../../src/operations/revoke-key.ts';
import { HASH, memoryKeys } from '../access/memory-keys.ts';
import { toSocketUrl } from '../server/running.ts';
import { startRealServer, type RealServer } from './real-server.ts';
import { asking, send, TRANSPORTS, type Credentials, type Outcome, type Transport } from './transports.ts';

let server: RealServer;
beforeAll(async () => {
  server = await startRealServer();
}, 60_000);
afterAll(() => server.close());

const WHO = asking('{ viewer { id } }');
const now = (): number => Math.floor(Date.now() / 1000);

/** Each has one thing wrong. */
const TOKENS: Readonly<Record<string, () => Promise<string>>> = {
  'without a signature': async () => new UnsecuredJWT(await goodClaims()).encode(),
  'signed with the public key as a shared secret': async () =>
    new SignJWT(await goodClaims())
      .setProtectedHeader({ alg: 'HS256', kid: 'k1' })
      .sign(new TextEncoder().encode(await exportSPKI(server.publicKey))),
  'with its signature left out': async () => (await server.token()).replace(/[^.]+$/, ''),
  'whose claims were changed': async () => {
    const [header, , signature] = (await server.token()).split('.');
    const claims = Buffer.from(JSON.stringify({ ...(await goodClaims()), roles: ['admin'] })).toString('base64url');
    return [header, claims, signature].join('.');
  },
  'for another audience': () => server.token({ aud: 'another' }),
  'of another issuer': () => server.token({ iss: 'https://login.elsewhere.example' }),
  'that names a key which its issuer does not have': () => server.token({}, { kid: '../../etc/passwd' }),
  'that has ended': () => server.token({ exp: now() - 10 }),
  'that has not begun': () => server.token({ nbf: now() + 60 }),
  'without an end': () => server.token({ exp: undefined }),
};

async function goodClaims(): Promise<Record<string, unknown>> {
  const [, claims = ''] = (await server.token()).split('.');
  return JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>;
}

function expectTurnedAway(over: Transport, { status, codes }: Outcome): void {
  expect([over, status, codes]).toEqual(over === 'websocket' ? [over, 4403, []] : [over, 401, ['UNAUTHENTICATED']]);
}

describe.each(TRANSPORTS)('over %s', (over) => {
  it.each(Object.entries(TOKENS))('a token %s opens nothing', async (_, make) => {
    expectTurnedAway(over, await send(server, over, WHO, { authorization: `Bearer ${await make()}` }));
  });

  it('a good token and a good key open what is theirs', async () => {
    const asUser = await send(server, over, WHO, await server.as('viewer'));
    const key = await server.key();
    const asKey = await send(server, over, WHO, { 'x-api-key': key.text });

    expect([asUser.codes, asKey.codes]).toEqual([[], []]);
    expect(asKey.text).toContain(`"id":"key:${key.id}"`);
  });

  it('every key that is not good is answered alike: nobody learns which ids there are', async () => {
    const [good, revoked, ended, elsewhere] = [
      await server.key(),
      await server.key(),
      await server.key(),
      await server.key({ allowedAddresses: ['203.0.113.0/24'] }),
    ];
    await revokeKey(server.app.deps, OPERATOR, revoked.id);
    const expiresAt = toInstant(new Date());
    await server.app.deps.store.apiKeys.update({ id: ended.id, expiresAt, revokedAt: null, successorId: null });

    const presented = ['', 'wrong', 'pgk_live_', `${good.text}x`, good.text.slice(0, -1), makeApiKey().text];
    const outcomes = [];
    for (const text of [...presented, forge(good.id), revoked.text, ended.text, elsewhere.text])
      outcomes.push(await send(server, over, WHO, { 'x-api-key': text }));

    for (const outcome of outcomes) expectTurnedAway(over, outcome);
    expect(new Set(outcomes.map(({ text }) => text)).size).toBe(1);
  });

  it('nothing at all opens nothing', async () => {
    expectTurnedAway(over, await send(server, over, WHO));
  });
});

it('a key that is not there costs what one with a wrong secret costs: one statement and one comparison', async () => {
  const keys = memoryKeys();
  const { id } = keys.add();
  const compared: (string | null)[] = [];
  const known = createKnownKeys({
    records: keys,
    hash: { ...HASH, matches: (text, hash) => (compared.push(hash), HASH.matches(text, hash)) },
    ...{ maxAgeMs: 4_000, stopwatch: () => 0 },
  });

  for (const text of [makeApiKey().text, forge(id)]) expect(await known.verify(text)).toBeNull();

  expect([keys.reads(), compared.length]).toEqual([2, 2]);
});

/** A well-formed key with this id and another secret. */
function forge(id: string): string {
  const other = makeApiKey();
  return withChecksum(other.text.slice(0, -6).replace(other.id, id));
}

const WATCH = { query: 'subscription { queueChanged(kind: RELEASE) { cursor } }' };

/** Subscribes and waits for the first message; `ended` resolves to all that was told after it, and how a socket closed. */
async function watch(over: Transport, credentials: Credentials): Promise<{ readonly ended: Promise<string> }> {
  if (over === 'sse') {
    const headers = { 'content-type': 'application/json', accept: 'text/event-stream', ...credentials };
    const response = await fetch(`${server.url}/graphql`, { method: 'POST', headers, body: JSON.stringify(WATCH) });
    const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader();
    let told = '';
    while (!told.includes('data:')) told += (await reader?.read())?.value ?? 'nothing came';
    return {
      ended: (async () => {
        for (let next = await reader?.read(); next && !next.done; next = await reader?.read()) told += next.value;
        return told;
      })(),
    };
  }
  let code = 0;
  const client = createClient({
    ...{ url: toSocketUrl(server.url), webSocketImpl: WebSocket, connectionParams: credentials, retryAttempts: 0 },
    on: { closed: (event) => (code = (event as { code: number }).code) },
  });
  onTestFinished(() => client.dispose());
  const messages = client.iterate(WATCH);
  await messages.next();
  return {
    ended: (async () => {
      const error: unknown = await messages.next().catch((reason: unknown) => reason);
      await vi.waitUntil(() => code !== 0, { timeout: 5_000 });
      return `${JSON.stringify(error)} ${code}`;
    })(),
  };
}

it('what is open ends when its token does and when its key is revoked, over WebSocket and server-sent events', async () => {
  const [first, second] = [await server.key(), await server.key()];
  const token = async () => ({ authorization: `Bearer ${await server.token({ exp: now() + 2 })}` });
  const open = await Promise.all([
    watch('websocket', await token()),
    watch('sse', await token()),
    watch('websocket', { 'x-api-key': first.text }),
    watch('sse', { 'x-api-key': second.text }),
  ]);

  for (const { id } of [first, second]) await revokeKey(server.app.deps, OPERATOR, id);

  const [socket, stream, keySocket, keyStream] = await Promise.all(open.map(({ ended }) => ended));
  for (const told of [socket, stream, keySocket, keyStream]) expect(told).toContain('"code":"UNAUTHENTICATED"');
  for (const told of [socket, keySocket]) expect(told).toContain('4403');
}, 20_000);
