import { randomUUID } from 'node:crypto';
import { afterAll, expect, it } from 'vitest';
import { startVendure } from '../../scripts/sources/vendure.ts';
import { silentLog } from '../../src/log.ts';
import { createHost } from '../../src/providers/create-host.ts';
import type { CheckedPage, HostedProvider, ProviderHost } from '../../src/providers/host.ts';
import { describeSource } from './describe-source.ts';
import { placeOrder, providerOf, stateOf } from './vendure/source-under-test.ts';

await describeSource(
  'Vendure',
  () => startVendure(),
  (shop) => {
    const hosts: ProviderHost[] = [];
    const source = open();

    afterAll(async () => {
      for (const { close } of hosts) await close();
    });

    function open(settings: object = {}): HostedProvider {
      const now = (): string => new Date().toISOString();
      const patience = { retries: 1, retryDelayMs: 20, authRestMs: 0 };
      const host = createHost([providerOf(shop, settings)], { baseDir: '.', now, log: silentLog, patience });
      hosts.push(host);
      return host.get('shop');
    }

    const key = (): { idempotencyKey: string } => ({ idempotencyKey: randomUUID() });
    const held = (orderId: string) => ({ orderId, kind: 'credit', reason: 'over the limit' });

    it('lets a program in with an API key', async () => {
      const { made } = await shop.admin.ask(
        `mutation ($i: CreateApiKeyInput!) { made: createApiKey(input: $i) { apiKey } }`,
        { i: { roleIds: ['1'], translations: [{ languageCode: 'en', name: 'promisegraph' }] } },
      );
      const { apiKey } = made as { apiKey: string };

      expect(await open({ signIn: { apiKey } }).check()).toMatchObject({ ok: true });
      expect(await open({ signIn: { apiKey: `${apiKey}x` } }).check()).toMatchObject({ ok: false });
    });

    it('refuses a plan that was made before someone held the order', async () => {
      const order = await placeOrder(shop);
      const plan = await source.plan('hold', held(order.code));
      await shop.deeds.transition(order.id, 'OnHold');
      await shop.deeds.transition(order.id, 'PaymentSettled');

      const version = plan.status === 'ready' ? (plan.version ?? '') : '';
      const outcome = await source.act('hold', held(order.code), { ...key(), expectedVersion: version });

      expect(outcome.status).toBe('conflict');
      expect(await stateOf(shop, order)).toBe('PaymentSettled');
    });

    it('does not hold again what staff released, when a deed is asked for once more', async () => {
      const order = await placeOrder(shop);
      const once = key();
      await source.act('hold', held(order.code), once);
      await shop.deeds.transition(order.id, 'PaymentSettled');

      const again = await source.act('hold', held(order.code), once);

      expect(again.status).toBe('alreadyApplied');
      expect(await stateOf(shop, order)).toBe('PaymentSettled');
    });

    it('reschedules an order, and reads the promises back', async () => {
      const order = await placeOrder(shop);
      const promises = { promisedShipBy: '2031-05-06T12:00:00.000Z', promisedDeliverBy: '2031-05-09T12:00:00.000Z' };

      const outcome = await source.act('reschedule', { orderId: order.code, ...promises }, key());

      expect(outcome.status).toBe('applied');
      expect(await source.lookup?.('order', [order.code])).toMatchObject([{ lines: [promises] }]);
    });

    it('leaves one note for one key, however often it is asked', async () => {
      const order = await placeOrder(shop);
      const once = key();
      const input = { orderId: order.code, text: 'the customer called: 50% is enough [by Friday]' };

      const outcomes = [await source.act('note', input, once), await source.act('note', input, once)];

      const query = `query ($id: ID!) { order(id: $id) {
      history(options: { filter: { type: { eq: "ORDER_NOTE" } } }) { totalItems }
    } }`;
      expect(outcomes.map(({ status }) => status)).toEqual(['applied', 'alreadyApplied']);
      expect(await shop.admin.ask(query, { id: order.id })).toMatchObject({ order: { history: { totalItems: 1 } } });
      expect(await source.act('note', { ...input, text: 'something else' }, once)).toMatchObject({
        status: 'rejected',
      });
    });

    it('tells of goods on their way, and when they left', async () => {
      const order = await placeOrder(shop);
      const id = await shop.deeds.fulfil(order);
      const [pending] = (await source.lookup?.('shipment', [`${order.code}/${id}`])) ?? [];
      await shop.deeds.transitionFulfilment(id, 'Shipped');
      const [shipped] = (await source.lookup?.('shipment', [`${order.code}/${id}`])) ?? [];

      expect(pending).toMatchObject({ departedAt: null, lines: [{ orderId: order.code, quantity: 3 }] });
      expect(shipped).toMatchObject({ departedAt: expect.any(String), deliveredAt: null, carrierServiceId: 'UPS' });
    });

    it('names the setting that the shop contradicts', async () => {
      expect(await open({ holdState: 'Parked' }).check()).toMatchObject({
        problem: expect.stringContaining('holdState'),
      });
      const wrong = await open({ fields: { promisedShipBy: 'shipBy' } }).check();
      expect(wrong).toMatchObject({ ok: false, problem: expect.stringContaining('fields') });
    });

    it('goes on where it was when Vendure is killed within a read and started again', async () => {
      const reader = open({ pageSize: 2 });
      const whole = await keysOf(reader, null);
      const pages = reader.read('order', null, new AbortController().signal)[Symbol.asyncIterator]();
      const { value: first } = (await pages.next()) as IteratorYieldResult<CheckedPage>;
      await shop.kill();
      await expect(drain(pages)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
      expect(await source.check()).toMatchObject({ ok: false });

      await shop.restart();
      const told = [...keysIn(first.records), ...(await keysOf(open({ pageSize: 2 }), first.cursor))];

      expect(new Set(told)).toEqual(new Set(whole));
      expect(told).toHaveLength(whole.length);
    });
  },
);

async function keysOf(provider: HostedProvider, cursor: Parameters<HostedProvider['read']>[1]): Promise<string[]> {
  const keys: string[] = [];
  for await (const { records } of provider.read('order', cursor, new AbortController().signal))
    keys.push(...keysIn(records));
  return keys;
}

function keysIn(records: readonly { readonly record: object }[]): string[] {
  return records.map(({ record }) => String(Reflect.get(record, 'id')));
}

/** The page that was asked for ahead may still come. */
async function drain(pages: AsyncIterator<unknown>): Promise<void> {
  while (!(await pages.next()).done);
}
