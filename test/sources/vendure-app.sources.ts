import { createClient } from 'graphql-ws';
import request from 'supertest';
import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import WebSocket from 'ws';
import { freePort } from '../../scripts/sources/free-port.ts';
import { startVendure } from '../../scripts/sources/vendure.ts';
import type { PlacedOrder } from '../../scripts/sources/vendure/deeds.ts';
import { openApp, type App } from '../../src/app.ts';
import { parseConfig, readEnvironment } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { loadBook } from '../../src/operations/load-book.ts';
import { createTestDatabase, type TestDatabase } from '../cli/in-process.ts';
import { attributeScorer } from '../operations/memory-book.ts';
import { describeSource } from './describe-source.ts';
import { placeOrder, providerOf, stateOf, WEBHOOK_SECRET } from './vendure/source-under-test.ts';

/** So far apart that what is told in between was told by a webhook. */
const POLL_MS = 600_000;
const SWEEP_MS = 3_000;
const port = await freePort();
const webhook = { url: `http://127.0.0.1:${port}/webhooks/shop`, secret: WEBHOOK_SECRET };

await describeSource(
  'Vendure',
  () => startVendure({ webhook }),
  (shop) => {
    const url = `http://127.0.0.1:${port}`;
    let database: TestDatabase;
    let app: App;
    let order: PlacedOrder;

    beforeAll(async () => {
      order = await placeOrder(shop);
      database = await createTestDatabase();
      app = await open({ pollMs: POLL_MS, reconcileEveryMs: null });
      await loadBook(app.deps, { signal: new AbortController().signal });
      await app.serve();
    });

    afterAll(async () => {
      await app.close();
      await database.drop();
    });

    async function open(settings: object): Promise<App> {
      const config = parseConfig({ currency: 'USD', providers: [providerOf(shop, settings)] }, 'the test');
      const environment = readEnvironment({ DATABASE_URL: database.url, PORT: String(port) });
      const loaded = { config, baseDir: '.', book: 'promisegraph', file: null };
      const opened = await openApp({ environment, loaded, asOf: null, log: silentLog });
      opened.useModel(attributeScorer);
      return opened;
    }

    it('answers orders, customers and stock with what Vendure has', async () => {
      const answer = await ask(
        `query ($order: ID!) {
        order(id: $order) { id customer { name } shipTo { city } holds { kind }
          lines(first: 10) { edges { node { item { name } quantity { value uom } } } } }
        inventory(itemId: "SKU-2") { edges { node { siteId onHand { value } } } }
      }`,
      );

      expect(answer).toMatchObject({
        order: {
          ...{ customer: { name: 'Made-up Abel' }, shipTo: { city: 'Chicago' }, holds: [] },
          lines: { edges: [{ node: { item: { name: 'Bolt' }, quantity: { value: 3, uom: 'EA' } } }] },
        },
        inventory: { edges: [{ node: { siteId: '1' } }, { node: { siteId: 'RENO', onHand: { value: 40 } } }] },
      });
    });

    it('tells of an order that is held in Vendure within two seconds, by a webhook', async () => {
      const { ms, change } = await queueChange(() => shop.deeds.transition(order.id, 'OnHold'));
      console.log(`queueChanged ${ms} ms after the change in Vendure, by a webhook:`, change);
      await shop.deeds.transition(order.id, 'PaymentSettled');
      await vi.waitFor(async () => expect(await holds()).toEqual([]), { timeout: 10_000, interval: 100 });

      expect(ms).toBeLessThan(2_000);
    });

    it('writes a hold and a release back, and reads both back from Vendure', async () => {
      const source = app.deps.providers.get('shop');
      const given = { orderId: order.code, kind: 'credit', reason: 'over the limit' };
      const held = await source.act('hold', given, { idempotencyKey: 'a hold' });
      const inVendure = await stateOf(shop, order);
      await vi.waitFor(
        async () => expect(await holds()).toMatchObject([{ kind: 'CREDIT', reason: 'over the limit' }]),
        {
          timeout: 10_000,
          interval: 100,
        },
      );

      const released = await source.act('release', { orderId: order.code }, { idempotencyKey: 'its release' });
      await vi.waitFor(async () => expect(await holds()).toEqual([]), { timeout: 10_000, interval: 100 });

      expect([held.status, released.status]).toEqual(['applied', 'applied']);
      expect(inVendure).toBe('OnHold');
      expect(await stateOf(shop, order)).toBe('PaymentSettled');
    });

    it('tells of an order that was held without a webhook within one sweep', async () => {
      await app.close();
      app = await open({
        ...{ pollMs: POLL_MS, reconcileEveryMs: SWEEP_MS, webhookSecret: 'a secret that no webhook bears' },
        overlapMs: 1_000, // so that no read on from the cursor finds it either
      });
      await app.serve();

      const { ms, change } = await queueChange(() => shop.deeds.transition(order.id, 'OnHold'));
      console.log(`queueChanged ${ms} ms after the change in Vendure, by a sweep every ${SWEEP_MS} ms:`, change);

      expect(await holds()).toMatchObject([{ kind: 'MANUAL' }]);
    });

    /** What a deed in the shop changes in the release queue, and how long after. */
    async function queueChange(deed: () => Promise<void>): Promise<{ ms: number; change: unknown }> {
      const client = createClient({ url: `${url.replace('http', 'ws')}/graphql`, webSocketImpl: WebSocket });
      const messages = client.iterate<{ queueChanged: { changes: readonly { lineId: string; change: string }[] } }>({
        query: 'subscription { queueChanged(kind: RELEASE) { changes { lineId change } } }',
      });
      await messages.next(); // how it stands
      const heard = (async () => {
        for await (const { data } of messages) {
          const change = data?.queueChanged.changes.find(({ lineId }) => lineId.startsWith(`${order.code}/`));
          if (change) return { change, at: performance.now() };
        }
        throw new Error('expected a change, the subscription ended');
      })();
      await deed();
      const doneAt = performance.now();
      const { change, at } = await heard;
      await client.dispose();
      return { change, ms: Math.round(at - doneAt) };
    }

    async function holds(): Promise<readonly unknown[]> {
      const query = 'query ($order: ID!) { order(id: $order) { holds { kind reason } } }';
      return (await ask<{ order: { holds: readonly unknown[] } }>(query)).order.holds;
    }

    async function ask<T>(query: string): Promise<T> {
      const { body } = await request(url)
        .post('/graphql')
        .send({ query, variables: { order: order.code } });
      const { data, errors } = body as { data: T; errors?: unknown };
      expect(errors).toBeUndefined();
      return data;
    }
  },
);
