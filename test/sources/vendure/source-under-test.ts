import { createHmac } from 'node:crypto';
import { vendure } from '../../../plugins/index.ts';
import { EMPTY_CHANNEL } from '../../../scripts/sources/vendure/seed.ts';
import type { PlacedOrder } from '../../../scripts/sources/vendure/deeds.ts';
import type { VendureServer } from '../../../scripts/sources/vendure.ts';
import type { ConfiguredProvider, SetUp, WebhookRequest } from '../../../src/providers/index.ts';

export const WEBHOOK_SECRET = 'a secret of two sides';
const WRONG_PASSWORD = 'not-the-password';

/** The provider of a running Vendure, as an operator would set it. */
export function providerOf({ url, username, password }: VendureServer, settings: object = {}): ConfiguredProvider {
  return vendure({
    id: 'shop',
    url,
    signIn: { username, password },
    holdState: 'OnHold',
    fields: {
      requestedDeliverBy: 'requestedDeliverBy',
      promisedShipBy: 'promisedShipBy',
      promisedDeliverBy: 'promisedDeliverBy',
      holdKind: 'holdKind',
      holdReason: 'holdReason',
    },
    sites: { 2: { id: 'RENO', zone: 'America/Los_Angeles' } },
    zone: 'America/Chicago',
    webhookSecret: WEBHOOK_SECRET,
    ...settings,
  });
}

/** An order of the first customer, paid, of three pieces of the first item. */
export function placeOrder({ deeds }: VendureServer, promisedShipBy = inDays(2)): Promise<PlacedOrder> {
  const customFields = { promisedShipBy, promisedDeliverBy: inDays(5) };
  return deeds.placeOrder({ customerId: '1', lines: [{ itemId: '1', quantity: 3 }], customFields });
}

export async function stateOf({ admin }: VendureServer, { id }: Pick<PlacedOrder, 'id'>): Promise<string> {
  const { order } = await admin.ask('query ($id: ID!) { order(id: $id) { state } }', { id });
  return (order as { state: string }).state;
}

/** A request as Vendure's plugin sends it. */
export function signedWebhook(content: object): WebhookRequest {
  const body = Buffer.from(JSON.stringify(content));
  const signature = createHmac('sha256', WEBHOOK_SECRET).update(body).digest('hex');
  return { headers: { 'x-vendure-signature': signature }, body };
}

/** What the conformance kit can do to a running Vendure. Orders are used again as long as no case has moved them on. */
export async function vendureUnderTest(server: VendureServer): Promise<SetUp> {
  const { deeds } = server;
  const cancelled = await placeOrder(server);
  await deeds.cancelOrder(cancelled.id);
  const spareId = await deeds.addItem({ sku: 'SPARE', name: 'Spare part', price: 100, stock: { 1: 1 } });
  let order = await placeOrder(server);

  return async () => {
    if ((await stateOf(server, order)) !== 'PaymentSettled') order = await placeOrder(server);
    const ofOrder = { kind: 'order', key: order.code } as const;
    return {
      provider: providerOf(server, { pageSize: 4 }),
      secrets: [server.password, WRONG_PASSWORD, WEBHOOK_SECRET],
      unreachable: providerOf(server, { url: 'http://127.0.0.1:9/admin-api' }),
      wrongCredentials: providerOf(server, { signIn: { username: 'superadmin', password: WRONG_PASSWORD } }),
      empty: providerOf(server, { channelToken: EMPTY_CHANNEL }),
      faulty: { upstream: server.url, through: (url) => providerOf(server, { url, pageSize: 4 }) },
      change: async () => {
        await deeds.setOrderFields(order.id, { promisedShipBy: new Date().toISOString() });
        return ofOrder;
      },
      changeState: async () => {
        await deeds.transition(order.id, 'OnHold');
        return ofOrder;
      },
      changeChild: async () => {
        await deeds.cancelPieces(order, 1);
        return ofOrder;
      },
      cancel: async () => {
        await deeds.cancelOrder(order.id);
        return ofOrder;
      },
      remove: async () => {
        await deeds.removeItem(spareId);
        return { kind: 'item', key: 'SPARE' };
      },
      sameTime: async () => {
        await server.sql(`UPDATE customer SET updatedAt = '2031-01-01 00:00:00.000'`);
        return ['1', '2', '3', '4', '5'].map((key) => ({ kind: 'customer', key }));
      },
      // sql.js runs one transaction at a time, so that none can be left open while another change is made: the row is written as a slow
      // transaction would leave it, with the time of its beginning.
      changeLate: async () => {
        const began = new Date().toISOString().replace('T', ' ').replace('Z', '');
        const columns = `enabled = NOT enabled, updatedAt = '${began}'`;
        return {
          ...{ kind: 'item', key: 'SKU-6' },
          commit: async () => void (await server.sql(`UPDATE product_variant SET ${columns} WHERE sku = 'SKU-6'`)),
        };
      },
      expireSession: server.endSessions,
      action: {
        name: 'hold',
        input: { orderId: order.code, kind: 'credit', reason: 'over the limit' },
        illegal: { orderId: cancelled.code, kind: 'credit', reason: 'over the limit' },
        undo: { name: 'release', input: { orderId: order.code, holdId: 'OnHold' } },
      },
      webhook: (signedAt) => signedWebhook({ sentAt: signedAt ?? new Date().toISOString(), orders: [order.code] }),
      skips: {
        'C07.3':
          'a list of Vendure holds what channel and role may see: what they may not is absent, as an unknown key is',
      },
    };
  };
}

function inDays(days: number): string {
  return new Date(Date.now() + days * 86_400_000).toISOString();
}
