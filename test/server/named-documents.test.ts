import { createClient as createSseClient } from 'graphql-sse';
import request from 'supertest';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SYSTEM } from '../../src/domain/viewer.ts';
import type { RunningServer } from '../../src/server/create-server.ts';
import { createNamedDocuments, sha256 } from '../../src/server/named-documents.ts';
import { connect, startServer, stopAll } from './running.ts';

const TRUSTED = 'query Trusted { order(id: "A") { id } }';
const OWN = '{ hello }';
const documents = { find: async (hash: string) => (hash === sha256(TRUSTED) ? TRUSTED : null), onlyFor: [] };
const trusted = { documentId: `sha256:${sha256(TRUSTED)}` };
const persisted = (query: string) => ({ extensions: { persistedQuery: { version: 1, sha256Hash: sha256(query) } } });
let open: RunningServer;
let strict: RunningServer;

beforeAll(async () => {
  open = await startServer({ documents });
  strict = await startServer({
    documents: { ...documents, onlyFor: ['user'] },
    authenticate: async () => ({ ...SYSTEM, kind: 'user', id: 'user:idp|ada' }),
  });
});
afterAll(stopAll);

function post({ url }: RunningServer, body: object) {
  return request(url).post('/graphql').send(body);
}

/** As a client of each transport sends it; these clients send what they are given as it is. */
const over: Readonly<Record<string, (server: RunningServer, body: object) => Promise<unknown>>> = {
  HTTP: async (server, body) => (await post(server, body)).body as unknown,
  'a link': async ({ url }, body) => {
    const query = Object.fromEntries(
      Object.entries(body).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]),
    );
    return (await request(url).get('/graphql').set('apollo-require-preflight', '1').query(query)).body as unknown;
  },
  WebSocket: async (server, body) =>
    (
      await connect(server)
        .iterate({ query: '', ...body })
        .next()
    ).value as unknown,
  'server-sent events': async ({ url }, body) => {
    const client = createSseClient({ url: `${url}/graphql` });
    const { value } = (await client.iterate({ query: '', ...body }).next()) as { value: unknown };
    client.dispose();
    return value;
  },
};

describe.each(Object.keys(over))('over %s', (transport) => {
  const ask = (server: RunningServer, body: object) => over[transport]?.(server, body);

  test('a trusted document is asked for by its hash', async () => {
    expect(await ask(open, trusted)).toMatchObject({ data: { order: { id: 'A' } } });
    expect(await ask(strict, trusted)).toMatchObject({ data: { order: { id: 'A' } } });
    expect(await ask(strict, persisted(TRUSTED))).toMatchObject({ data: { order: { id: 'A' } } });
  });

  test('a query that its client has registered is asked for by its hash', async () => {
    const query = `{ hello } # ${transport}`;
    await post(open, { query, ...persisted(query) });

    expect(await ask(open, persisted(query))).toMatchObject({ data: { hello: 'world' } });
  });
});

test('a hash that nobody has registered is answered as Apollo’s clients know it', async () => {
  const { status, body } = await post(open, persisted('{ unknown }'));

  expect([status, body]).toEqual([
    200,
    { errors: [{ message: 'PersistedQueryNotFound', extensions: { code: 'PERSISTED_QUERY_NOT_FOUND' } }] },
  ]);
});

test.each([
  ['a hash of another text', { query: OWN, ...persisted('{ other }') }, 400, 'INPUT_INVALID'],
  ['a hash that is none', { documentId: 'sha256:abc' }, 400, 'INPUT_INVALID'],
  ['an id that is no text', { query: OWN, documentId: 5 }, 400, 'INPUT_INVALID'],
  [
    'an extension of another version',
    { query: OWN, extensions: { persistedQuery: { version: 2, sha256Hash: sha256(OWN) } } },
    400,
    'INPUT_INVALID',
  ],
  ['a document that is not trusted', { documentId: `sha256:${sha256('{ other }')}` }, 404, 'NOT_FOUND'],
])('%s is refused', async (_, body, status, code) => {
  const answer = await post(open, body);

  expect([answer.status, answer.body]).toMatchObject([status, { errors: [{ extensions: { code } }] }]);
});

test('where trusted documents alone are answered, no other is, and none can be registered', async () => {
  for (const body of [{ query: OWN }, { query: OWN, ...persisted(OWN) }, persisted(OWN)]) {
    const answer = await post(strict, body);

    expect([answer.status, answer.body]).toMatchObject([403, { errors: [{ extensions: { code: 'FORBIDDEN' } }] }]);
  }
  expect((await post(strict, { query: TRUSTED })).status).toBe(200);
  await expect(connect(strict).iterate({ query: OWN }).next()).rejects.toMatchObject([
    { extensions: { code: 'FORBIDDEN' } },
  ]);
});

test('a document that is no longer trusted is refused within five seconds, though it was just answered', async () => {
  const clock = { ms: 0 };
  let isTrusted = true;
  const named = createNamedDocuments({
    find: async () => (isTrusted ? TRUSTED : null),
    ...{ onlyFor: ['user'], stopwatch: () => clock.ms },
  });
  const ask = () => named.textOf(trusted, { ...SYSTEM, kind: 'user' });
  expect(await ask()).toBe(TRUSTED);

  isTrusted = false;
  clock.ms = 5_000;

  await expect(ask()).rejects.toMatchObject({ code: 'FORBIDDEN' });
});
