import { tryton } from '../../../plugins/index.ts';
import type { TrytonServer } from '../../../scripts/sources/tryton.ts';
import type { ConfiguredProvider, SetUp } from '../../../src/providers/index.ts';
import { addParties, hideParty, makeWaiting, orderOf, planShipment, quoteLike } from './deeds.ts';

/** Rows a page: fewer than there are of most kinds. */
const PAGE = 20;
const WRONG_PASSWORD = 'not-the-password';

/** The provider of a running Tryton, as an operator would set it. */
export function providerOf(server: TrytonServer, settings: object = {}): ConfiguredProvider {
  const { url, database, username, password } = server;
  return tryton({ id: 'erp', url, database, username, password, zone: 'America/Chicago', ...settings });
}

/** What the conformance kit can do to a running Tryton. Orders are made ready once; each case then uses them anew. */
export async function trytonUnderTest(server: TrytonServer): Promise<SetUp> {
  const { rpc, sql } = server;
  const order = await orderOf(server, 'PUMP');
  const [toCancel, toRemove, toRefuse] = [
    await quoteLike(server, order.saleId),
    await quoteLike(server, order.saleId),
    await quoteLike(server, order.saleId),
  ];
  const codes = Array.from({ length: PAGE + 1 }, (_, index) => `C-SAME-${index}`);
  const parties = await addParties(server, codes);
  await addParties(server, ['C-HIDDEN']);
  await hideParty(server, 'C-HIDDEN');
  const ofOrder = { kind: 'order', key: order.number } as const;
  let days = 20;

  return async () => {
    await makeWaiting(server, order.shipmentId);
    return {
      provider: providerOf(server, { pageSize: PAGE }),
      secrets: [server.password, WRONG_PASSWORD],
      unreachable: providerOf(server, { url: 'http://127.0.0.1:9' }),
      wrongCredentials: providerOf(server, { password: WRONG_PASSWORD }),
      faulty: { upstream: server.url, through: (url) => providerOf(server, { url, pageSize: PAGE }) },
      change: async () => {
        await rpc.call('party.party', 'write', [[parties[0]], { name: `Changed ${Date.now()}` }]);
        return { kind: 'customer', key: codes[0] ?? '' };
      },
      changeState: async () => {
        await rpc.call('stock.shipment.out', 'draft', [[order.shipmentId]]);
        return ofOrder;
      },
      changeChild: async () => {
        await planShipment(server, order.shipmentId, (days += 1));
        return ofOrder;
      },
      cancel: async () => {
        await rpc.call('sale.sale', 'cancel', [[toCancel.saleId]]);
        return { kind: 'order', key: toCancel.number };
      },
      remove: async () => {
        await rpc.call('sale.sale', 'cancel', [[toRemove.saleId]]);
        await rpc.call('sale.sale', 'delete', [[toRemove.saleId]]);
        return { kind: 'order', key: toRemove.number };
      },
      sameTime: async () => {
        await rpc.call('party.party', 'write', [parties, { name: `Same ${Date.now()}` }]);
        return codes.map((key) => ({ kind: 'customer', key }));
      },
      // SQLite lets one writer at a time, so that no transaction can be left open while another change is made: the row is written
      // as a slow transaction would leave it, with the time of its beginning.
      changeLate: async () => {
        const began = new Date().toISOString().replace('T', ' ').replace('Z', '000');
        const columns = `quantity = quantity + 1, write_date = '${began}'`;
        return { ...ofOrder, commit: () => sql(`UPDATE sale_line SET ${columns} WHERE sale = ${order.saleId}`) };
      },
      expireSession: () => sql('DELETE FROM ir_session'),
      forbidden: { kind: 'customer', key: 'C-HIDDEN' },
      action: {
        name: 'hold',
        input: { orderId: order.number, kind: 'credit', reason: 'over the limit' },
        illegal: { orderId: toRefuse.number, kind: 'credit', reason: 'over the limit' },
        undo: { name: 'release', input: { orderId: order.number } },
      },
      skips: {
        'C06.3':
          'a Tryton without records is a database of its own, and takes as long to build as this one; the guard is the host’s',
      },
    };
  };
}
