import request from 'supertest';
import { afterEach, expect, test, vi } from 'vitest';
import { createMemoryBuckets } from '../../src/access/budget.ts';
import { BudgetSettings } from '../../src/access/budget-settings.ts';
import { createBudgets, type Budgets } from '../../src/access/budgets.ts';
import { SYSTEM, type Viewer } from '../../src/domain/viewer.ts';
import { silentLog } from '../../src/log.ts';
import { createFormatError } from '../../src/schema/format-error.ts';
import { connect, startServer, stopAll } from './running.ts';

afterEach(stopAll);

const ada: Viewer = { ...SYSTEM, kind: 'user', id: 'user:idp|ada' };
const authenticate = async (): Promise<Viewer> => ada;
const formatError = createFormatError(silentLog);
const LINES = '{ order(id: "A") { lines(first: 40) { id } } }';

/** 100 points that do not come back while a test lasts; a single query may cost 80. */
function hundred(): Budgets {
  const settings = BudgetSettings.parse({ points: 100, restorePerSecond: 1, perQuery: 80 });
  return createBudgets(
    settings,
    createMemoryBuckets(() => 0),
  );
}

test('an answer tells what it cost, in its extensions and in headers', async () => {
  const { url } = await startServer({ authenticate, formatError, budgets: hundred() });

  const { body, headers } = await request(url)
    .post('/graphql')
    .send({ query: '{ order(id: "A") { lines(first: 40) { id } broken } }' });

  expect((body as { extensions: unknown }).extensions).toEqual({
    cost: { requested: 41, actual: 41, available: 59, restoreRate: 1 },
  });
  expect(headers['ratelimit-policy']).toBe('"viewer";q=100;w=100');
  expect(headers['ratelimit']).toBe('"viewer";r=59;t=41');
});

test('one budget is spent over HTTP, WebSocket and server-sent events, and each says when to come back', async () => {
  const server = await startServer({ authenticate, formatError, budgets: hundred() });
  await request(server.url).post('/graphql').send({ query: LINES });
  await connect(server).iterate({ query: LINES }).next();

  const overHttp = await request(server.url).post('/graphql').send({ query: LINES });
  const overEvents = await request(server.url).post('/graphql').accept('text/event-stream').send({ query: LINES });

  expect([overHttp.status, overHttp.headers['retry-after']]).toEqual([429, '23']);
  expect(overHttp.body).toMatchObject({
    errors: [{ extensions: { code: 'THROTTLED', details: { requested: 41, available: 18, retryAfterMs: 23_000 } } }],
  });
  await expect(connect(server).iterate({ query: LINES }).next()).rejects.toMatchObject([
    { extensions: { code: 'THROTTLED' } },
  ]);
  expect([overEvents.status, overEvents.headers['retry-after']]).toEqual([429, '23']);
});

test('a query that no budget allows is refused with what it would cost', async () => {
  const { url } = await startServer({ authenticate, formatError, budgets: hundred() });

  const { status, body } = await request(url)
    .post('/graphql')
    .send({ query: '{ a: order(id: "A") { lines(first: 40) { id } } b: order(id: "A") { lines(first: 40) { id } } }' });

  expect(status).toBe(400);
  expect(body).toMatchObject({
    errors: [{ extensions: { code: 'COST_EXCEEDED', details: { requested: 82, allowed: 80 } } }],
  });
});

test('a page out of bounds is refused over every transport, before anything runs', async () => {
  const server = await startServer({ authenticate, formatError });

  for (const first of [1e9, -1]) {
    const query = `{ order(id: "A") { lines(first: ${first}) { id } } }`;
    const overHttp = await request(server.url).post('/graphql').send({ query });

    expect([overHttp.status, overHttp.body]).toMatchObject([
      400,
      { errors: [{ extensions: { code: 'INPUT_INVALID' } }] },
    ]);
    await expect(connect(server).iterate({ query }).next()).rejects.toMatchObject([
      { extensions: { code: 'INPUT_INVALID' } },
    ]);
  }
});

test('messages of a subscription are paid as they come; without budget they wait', async () => {
  const budgets = hundred();
  let told = 0;
  async function* ticks() {
    for (; told < 1_000; told += 1) yield told;
  }
  const server = await startServer({ authenticate, formatError, budgets, ticks });
  const messages = connect(server).iterate({ query: 'subscription { ticks { n } }' });

  for (let i = 0; i < 80; i += 1) await messages.next(); // 10 to open, then one each
  await vi.waitUntil(() => budgets.waitMs(ada) > 0);
  await new Promise(setImmediate);

  expect(told).toBeLessThan(100);
  expect((await request(server.url).post('/graphql').send({ query: '{ hello }' })).status).toBe(429);
});
