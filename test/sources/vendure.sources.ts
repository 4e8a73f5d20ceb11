import { createHmac } from 'node:crypto';
import { afterAll, describe, expect, it } from 'vitest';
import { startVendure } from '../../scripts/sources/vendure.ts';
import { EMPTY_CHANNEL } from '../../scripts/sources/vendure/seed.ts';
import type { PlacedOrder } from '../../scripts/sources/vendure/deeds.ts';
import { vendure } from '../../plugins/vendure/index.ts';
import { SIGNATURE_HEADER } from '../../plugins/vendure/webhook.ts';
import { certify } from './certify.ts';
import { openSource } from './open-source.ts';

const WEBHOOK_SECRET = 'a secret of two sides';
const shop = await openSource('Vendure', () => startVendure());

describe.skipIf(!shop)('a real Vendure', () => {
  if (!shop) return;
  afterAll(() => shop.stop());
  const settings = {
    id: 'shop',
    signIn: { username: shop.username, password: shop.password },
    pageSize: 4,
    holdState: 'OnHold',
    fields: {
      requestedDeliverBy: 'requestedDeliverBy',
      promisedShipBy: 'promisedShipBy',
      promisedDeliverBy: 'promisedDeliverBy',
      holdKind: 'holdKind',
      holdReason: 'holdReason',
    },
    sites: { 2: { id: 'RENO', zone: 'America/Los_Angeles' } },
    webhookSecret: WEBHOOK_SECRET,
  } as const;

  const { deeds } = shop;
  const NEW_ORDER = { customerId: '1', lines: [{ itemId: '1', quantity: 3 }] };
  const cancelled = deeds.placeOrder(NEW_ORDER).then(async (order) => {
    await deeds.cancelOrder(order.id);
    return order;
  });
  const spare = deeds.addItem({ sku: 'SPARE', name: 'Spare', price: 100, stock: { 1: 1 } });
  let order: PlacedOrder | null = null;

  /** The same order as long as nothing has moved it on. */
  async function openOrder(): Promise<PlacedOrder> {
    const state = order && (await stateOf(order));
    if (!order || state !== 'PaymentSettled') order = await deeds.placeOrder(NEW_ORDER);
    return order;
  }
  async function stateOf({ id }: PlacedOrder): Promise<string> {
    const { order: found } = await shop!.admin.ask('query ($id: ID!) { order(id: $id) { state } }', { id });
    return (found as { state: string }).state;
  }

  certify('vendure', `Vendure ${shop.version}`, async () => {
    const order = await openOrder();
    const named = { kind: 'order', key: order.code } as const;
    return {
      provider: vendure({ ...settings, url: shop.url }),
      secrets: [shop.password, WEBHOOK_SECRET],
      unreachable: vendure({ ...settings, url: 'http://127.0.0.1:9/admin-api' }),
      wrongCredentials: vendure({
        ...settings,
        url: shop.url,
        signIn: { username: 'superadmin', password: 'wrong-password' },
      }),
      empty: vendure({ ...settings, url: shop.url, channelToken: EMPTY_CHANNEL }),
      faulty: {
        upstream: shop.url,
        through: (url) => vendure({ ...settings, url }),
      },
      change: async () => {
        await deeds.setOrderFields(order.id, { promisedShipBy: new Date().toISOString() });
        return named;
      },
      changeState: async () => {
        await deeds.transition(order.id, 'OnHold');
        return named;
      },
      changeChild: async () => {
        await deeds.cancelPieces(order, 1);
        return named;
      },
      cancel: async () => {
        await deeds.cancelOrder(order.id);
        return named;
      },
      remove: async () => {
        await deeds.removeItem(await spare);
        return { kind: 'item', key: 'SPARE' };
      },
      sameTime: async () => {
        await shop.sql(`UPDATE customer SET updatedAt = '2031-01-01 00:00:00.000'`);
        return ['1', '2', '3', '4', '5'].map((key) => ({ kind: 'customer', key }));
      },
      expireSession: () => shop.endSessions(),
      action: {
        name: 'hold',
        input: { orderId: order.code, kind: 'credit', reason: 'limit reached' },
        illegal: { orderId: (await cancelled).code, kind: 'credit', reason: 'limit reached' },
        undo: { name: 'release', input: { orderId: order.code, holdId: 'OnHold' } },
      },
      webhook: (signedAt) => {
        const body = Buffer.from(
          JSON.stringify({ sentAt: signedAt ?? new Date().toISOString(), orders: [order.code] }),
        );
        const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
        return { headers: { [SIGNATURE_HEADER]: signature }, body };
      },
      skips: {
        'C04.1': 'sql.js, on which this Vendure runs, has one transaction at a time: none can commit late',
        'C07.3':
          'the admin API lists what the channel and role may see; what they may not is not there, as an unknown key',
      },
    };
  });
});
