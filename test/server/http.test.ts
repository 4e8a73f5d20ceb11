import request from 'supertest';
import { afterEach, expect, test } from 'vitest';
import { startServer, stopAll } from './running.ts';

afterEach(stopAll);

test('a query by POST is answered, the first time and compiled', async () => {
  const { url } = await startServer();

  for (let i = 0; i < 3; i += 1) {
    const { status, body } = answer(
      await request(url).post('/graphql').send({ query: '{ order(id: "A") { id lines { id } } }' }),
    );

    expect(status).toBe(200);
    expect(body).toEqual({ data: { order: { id: 'A', lines: [{ id: 'A/1' }, { id: 'A/2' }] } } });
  }
});

test('a query by GET is answered', async () => {
  const { url } = await startServer();

  const { status, body } = answer(
    await request(url)
      .get('/graphql')
      .query({ query: 'query ($id: ID!) { order(id: $id) { id } }', variables: '{"id":"A"}' })
      .set('apollo-require-preflight', '1'),
  );

  expect([status, body]).toEqual([200, { data: { order: { id: 'A' } } }]);
});

test('a mutation by GET is refused', async () => {
  const { url } = await startServer();

  const { status } = await request(url)
    .get('/graphql')
    .query({ query: 'mutation { add(n: 1) }' })
    .set('apollo-require-preflight', '1');

  expect(status).toBe(405);
});

test('a request that a page of another site could send without asking is refused', async () => {
  const { url } = await startServer();

  const simpleGet = await request(url).get('/graphql').query({ query: '{ hello }' });
  const simplePost = await request(url).post('/graphql').type('text/plain').send('{"query":"{ hello }"}');

  expect([simpleGet.status, simplePost.status]).toEqual([400, 400]);
});

test('a body over one mebibyte is refused with 413', async () => {
  const { url } = await startServer();

  const { status, body } = answer(
    await request(url)
      .post('/graphql')
      .send({ query: `{ hello } #${'x'.repeat(1024 * 1024)}` }),
  );

  expect(status).toBe(413);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'INPUT_INVALID' } }] });
});

test.each([
  ['a syntax error', { query: '{ hello' }, 'GRAPHQL_PARSE_FAILED'],
  ['an unknown field', { query: '{ nothing }' }, 'GRAPHQL_VALIDATION_FAILED'],
  ['a document of too many tokens', { query: `{ ${'hello '.repeat(10_001)} }` }, 'GRAPHQL_PARSE_FAILED'],
  ['a missing variable', { query: 'query ($id: ID!) { order(id: $id) { id } }' }, 'BAD_USER_INPUT'],
])('%s is answered with a code, and with 400 to who reads GraphQL’s own media type', async (_, operation, code) => {
  const { url } = await startServer();

  for (let i = 0; i < 2; i += 1) {
    for (const [accept, expected] of [
      ['application/graphql-response+json', 400],
      ['application/json', 200],
    ] as const) {
      const { status, body } = answer(await request(url).post('/graphql').accept(accept).send(operation));

      expect(status).toBe(expected);
      expect(body).toMatchObject({ errors: [{ extensions: { code } }] });
    }
  }
});

test('a body that is not JSON is answered with 400', async () => {
  const { url } = await startServer();

  const { status, body } = answer(await request(url).post('/graphql').type('application/json').send('{"query":'));

  expect(status).toBe(400);
  expect(body).toMatchObject({ errors: [{ extensions: { code: 'INPUT_INVALID' } }] });
});

test('a field that fails is null, with its public error beside the rest of the data', async () => {
  const { url } = await startServer();

  for (let i = 0; i < 2; i += 1) {
    const { status, body } = answer(
      await request(url).post('/graphql').send({ query: '{ order(id: "A") { id broken } }' }),
    );

    expect(status).toBe(200);
    expect(body).toEqual({
      data: { order: { id: 'A', broken: null } },
      errors: [
        {
          message: 'no such thing',
          path: ['order', 'broken'],
          locations: [{ line: 1, column: 23 }],
          extensions: { code: 'NOT_FOUND' },
        },
      ],
    });
  }
});

test('every request has a context of its own', async () => {
  const { url } = await startServer();

  const numbers = [];
  for (let i = 0; i < 3; i += 1) {
    const { body } = answer(await request(url).post('/graphql').send({ query: '{ contextNumber }' }));
    numbers.push((body as { data: { contextNumber: number } }).data.contextNumber);
  }

  expect(numbers).toEqual([1, 2, 3]);
});

test('an unknown path is answered with 404 as JSON', async () => {
  const { url } = await startServer();

  const { status, body } = answer(await request(url).get('/nothing?here=1'));

  expect([status, body]).toEqual([
    404,
    { errors: [{ message: 'there is nothing at GET /nothing', extensions: { code: 'NOT_FOUND' } }] },
  ]);
});

test('a request whose host cannot be read is refused, not a failure of ours', async () => {
  const { url } = await startServer();

  const { status } = await request(url).post('/graphql').set('host', 'a b').send({ query: '{ hello }' });

  expect(status).toBe(400);
});

test('the process is live, and ready with its checks', async () => {
  const { url } = await startServer();

  expect((await request(url).get('/livez')).body).toEqual({ ok: true });
  expect((await request(url).get('/readyz')).body).toEqual({ ok: true, checks: { database: 'answers' } });
});

test('what is not ready is 503 with the reasons, also when a check throws, and the process stays live', async () => {
  const failing = await startServer({ ready: async () => ({ ok: false, checks: { database: 'does not answer' } }) });
  const throwing = await startServer({ ready: () => Promise.reject(new Error('pool closed')) });

  const answers = [await request(failing.url).get('/readyz'), await request(throwing.url).get('/readyz')];

  expect(answers.map(({ status, body }) => [status, body as unknown])).toEqual([
    [503, { ok: false, checks: { database: 'does not answer' } }],
    [503, { ok: false, checks: { ready: 'pool closed' } }],
  ]);
  expect((await request(failing.url).get('/livez')).status).toBe(200);
});

test('a port in use and a host of another machine are each told by name', async () => {
  const { url } = await startServer();
  const port = Number(new URL(url).port);

  await expect(startServer({ port })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: `PORT: expected a free port, came ${port}, which another program uses on 127.0.0.1: stop it or set PORT`,
  });
  await expect(startServer({ host: '192.0.2.1' })).rejects.toMatchObject({
    code: 'CONFIG_INVALID',
    message: expect.stringMatching(/^HOST: .*192\.0\.2\.1/) as string,
  });
});

test('closing lets a request finish, then frees the port', async () => {
  let finish: (() => void) | null = null;
  const begun = new Promise<void>((resolve) => {
    finish = resolve;
  });
  const server = await startServer({
    ready: async () => {
      finish?.();
      await new Promise((resolve) => setTimeout(resolve, 100));
      return { ok: true, checks: {} };
    },
  });
  const slow = request(server.url)
    .get('/readyz')
    .then(({ status }) => status);
  await begun;

  await server.close();

  expect(await slow).toBe(200);
  await expect(request(server.url).get('/livez')).rejects.toThrow('ECONNREFUSED');
});

/** What supertest gives, with a body that has yet to be looked at. */
function answer({ status, body }: { status: number; body: unknown }): { status: number; body: unknown } {
  return { status, body };
}
