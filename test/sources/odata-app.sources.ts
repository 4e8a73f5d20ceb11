import { createClient } from 'graphql-ws';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { startOdata } from '../../scripts/sources/odata.ts';
import { openApp, type App } from '../../src/app.ts';
import { parseConfig, readEnvironment } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { loadBook } from '../../src/operations/load-book.ts';
import { createTestDatabase, type TestDatabase } from '../cli/in-process.ts';
import { attributeScorer } from '../operations/memory-book.ts';
import { describeSource } from './describe-source.ts';
import { orderPath, providerOf } from './odata/source-under-test.ts';

const POLL_MS = 500;

await describeSource('OData', startOdata, (server) => {
  let database: TestDatabase;
  let app: App;
  let url: string;

  beforeAll(async () => {
    database = await createTestDatabase();
    const provider = providerOf(server, { pollMs: POLL_MS, pageRows: 100 });
    const config = parseConfig({ currency: 'USD', providers: [provider] }, 'the test');
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

  it('answers orders, customers and stock with what the service has', async () => {
    const answer = await ask(
      `{ order(id: "SO-7") { id customer { name } shipTo { city } holds { kind }
           lines(first: 10) { edges { node { quantity { value uom } } } } }
         inventory(itemId: "BOLT-20") { edges { node { siteId onHand { value } } } } }`,
    );

    expect(answer).toMatchObject({
      order: {
        ...{ customer: { name: "Made-up 8 O'Hara" }, shipTo: { city: 'Chicago' }, holds: [] },
        lines: { edges: [{ node: { quantity: { value: 15, uom: 'EA' } } }, { node: { quantity: { value: 30 } } }] },
      },
      inventory: { edges: [{ node: { onHand: { value: 2000 } } }, { node: { onHand: { value: 2000 } } }] },
    });
  });

  it('tells of an order that is blocked in the service within one poll', async () => {
    const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
    const messages = client.iterate<{ queueChanged: { changes: readonly { lineId: string; change: string }[] } }>({
      query: 'subscription { queueChanged(kind: RELEASE) { changes { lineId change } } }',
    });
    const heard = (async () => {
      for await (const { data } of messages) {
        const change = data?.queueChanged.changes.find(({ lineId }) => lineId.startsWith('SO-8/'));
        if (change) return { change, at: performance.now() };
      }
      return null;
    })();
    await new Promise((resolve) => setTimeout(resolve, POLL_MS));

    await server.ask('PATCH', orderPath(8), { block: '01' });
    const changedAt = performance.now();
    const message = await heard;
    await client.dispose();
    console.log(
      `queueChanged ${Math.round((message?.at ?? 0) - changedAt)} ms after the change in the service:`,
      message?.change,
    );

    expect(message).not.toBeNull();
  });

  it('writes a hold and a release back, and reads both back from the service', async () => {
    const erp = app.deps.providers.get('erp');
    const input = { orderId: 'SO-9', kind: 'credit', reason: 'over the limit' };
    const held = await erp.act('hold', input, { idempotencyKey: 'a hold' });
    const inService = await server.ask('GET', `${orderPath(9)}?$select=block`);
    const known = await until((holds) => holds.length > 0);

    const released = await erp.act('release', { orderId: 'SO-9' }, { idempotencyKey: 'its release' });
    const afterwards = await until((holds) => holds.length === 0);

    expect([held.status, released.status]).toEqual(['applied', 'applied']);
    expect(inService).toMatchObject({ block: '01' });
    expect(known).toMatchObject([{ kind: 'CREDIT', reason: 'over the limit' }]);
    expect(await server.ask('GET', `${orderPath(9)}?$select=block`)).toMatchObject({ block: null });
    expect(afterwards).toEqual([]);
  });

  /** The holds of that order, once they are as they should be. */
  async function until(areSo: (holds: readonly unknown[]) => boolean): Promise<readonly unknown[]> {
    const query = '{ order(id: "SO-9") { holds { kind reason } } }';
    return vi.waitFor(
      async () => {
        const { holds } = (await ask<{ order: { holds: readonly unknown[] } }>(query)).order;
        expect(areSo(holds)).toBe(true);
        return holds;
      },
      { timeout: 15_000, interval: 100 },
    );
  }

  async function ask<T>(query: string): Promise<T> {
    const { body } = await request(url).post('/graphql').send({ query });
    const { data, errors } = body as { data: T; errors?: unknown };
    expect(errors).toBeUndefined();
    return data;
  }
});
