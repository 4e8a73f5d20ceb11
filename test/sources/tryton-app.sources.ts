import { createClient } from 'graphql-ws';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { startTryton } from '../../scripts/sources/tryton.ts';
import { openApp, type App } from '../../src/app.ts';
import { parseConfig, readEnvironment } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { loadBook } from '../../src/operations/load-book.ts';
import { createTestDatabase, type TestDatabase } from '../cli/in-process.ts';
import { attributeScorer } from '../operations/memory-book.ts';
import { describeSource } from './describe-source.ts';
import { orderOf, stateOf, type ShippedOrder } from './tryton/deeds.ts';
import { providerOf } from './tryton/source-under-test.ts';

const POLL_MS = 500;
await describeSource('Tryton', startTryton, (tryton) => {
  let database: TestDatabase;
  let app: App;
  let url: string;
  let order: ShippedOrder;

  beforeAll(async () => {
    order = await orderOf(tryton, 'PUMP');
    database = await createTestDatabase();
    const config = parseConfig({ currency: 'USD', providers: [providerOf(tryton, { pollMs: POLL_MS })] }, 'the test');
    const environment = readEnvironment({ DATABASE_URL: database.url, PORT: '0' });
    const loaded = { config, baseDir: '.', book: 'promisegraph', file: null };
    app = await openApp({ environment, loaded, asOf: null, log: silentLog });
    app.useModel(attributeScorer);
    await loadBook(app.deps, { signal: new AbortController().signal });
    ({ url } = await app.serve());
  });

  afterAll(async () => {
    await app.close();
    await database.drop();
  });

  it('answers orders, customers, stock, supply and sites with what Tryton has', async () => {
    const answer = await ask(
      `query ($order: ID!) {
        order(id: $order) { id customer { name } shipTo { city } holds { kind }
          lines(first: 10) { edges { node { item { name } quantity { value } site { name } allocated } } } }
        inventory(itemId: "PUMP") { edges { node { siteId onHand { value } } } }
      }`,
      { order: order.number },
    );

    expect(answer).toMatchObject({
      order: {
        ...{ customer: { name: 'Acme Retail' }, shipTo: { city: 'Chicago' }, holds: [] },
        lines: { edges: [{ node: { item: { name: 'Infusion pump' }, quantity: { value: 4 }, allocated: 0 } }, {}] },
      },
      inventory: { edges: [{ node: { siteId: 'MEM', onHand: { value: 20 } } }, { node: { siteId: 'RNO' } }] },
    });
  });

  it('tells of an order that is changed in Tryton within one poll', async () => {
    const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const messages = client.iterate<{ queueChanged: { changes: readonly { lineId: string; change: string }[] } }>({
      query: 'subscription { queueChanged(kind: RELEASE) { changes { lineId change } } }',
    });
    const heard = (async () => {
      for await (const { data } of messages) {
        const change = data?.queueChanged.changes.find(({ lineId }) => lineId.startsWith(`${order.number}/`));
        if (change) return { change, at: performance.now() };
      }
      return null;
    })();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));

    await tryton.rpc.call('stock.shipment.out', 'draft', [[order.shipmentId]]);
    const changedAt = performance.now();
    const message = await heard;
    console.log(
      `queueChanged ${Math.round((message?.at ?? 0) - changedAt)} ms after the change in Tryton:`,
      message?.change,
    );
    await client.dispose();

    expect(message).not.toBeNull();
    await tryton.rpc.call('stock.shipment.out', 'wait', [[order.shipmentId]]);
  });

  it('writes a hold and a release back, and reads both back from Tryton', async () => {
    const erp = app.deps.providers.get('erp');
    await until(async () => (await holds()).length === 0, holds);
    const held = await erp.act(
      'hold',
      { orderId: order.number, kind: 'credit', reason: 'over the limit' },
      { idempotencyKey: 'a hold' },
    );
    const inTryton = await stateOf(tryton, order.shipmentId);
    const known = await until(async () => (await holds()).length > 0, holds);

    const released = await erp.act('release', { orderId: order.number }, { idempotencyKey: 'its release' });
    const afterwards = await until(async () => (await holds()).length === 0, holds);

    expect([held.status, released.status]).toEqual(['applied', 'applied']);
    expect(inTryton).toBe('draft');
    expect(known).toMatchObject([{ kind: 'CREDIT', reason: 'over the limit' }]);
    expect(await stateOf(tryton, order.shipmentId)).toBe('assigned');
    expect(afterwards).toEqual([]);
  });

  async function holds(): Promise<readonly unknown[]> {
    const query = 'query ($id: ID!) { order(id: $id) { holds { kind reason } } }';
    return (await ask<{ order: { holds: readonly unknown[] } }>(query, { id: order.number })).order.holds;
  }

  async function ask<T>(query: string, variables: object): Promise<T> {
    const { body } = await request(url).post('/graphql').send({ query, variables });
    const { data, errors } = body as { data: T; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }
});

async function until<T>(holds: () => Promise<boolean>, then: () => Promise<T>): Promise<T> {
  await vi.waitFor(async () => expect(await holds()).toBe(true), { timeout: 15_000, interval: 100 });
  return then();
}
