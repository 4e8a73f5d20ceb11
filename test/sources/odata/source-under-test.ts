import { odata } from '../../../plugins/index.ts';
import type { OdataServer } from '../../../scripts/sources/odata.ts';
import type { ConfiguredProvider, SetUp } from '../../../src/providers/index.ts';

/** Rows a page: fewer than there are of most kinds. */
const PAGE = 4;
const WRONG_PASSWORD = 'not-the-password';

/** How an operator would map the service of `scripts/sources/odata`. */
const RECORDS = {
  customer: {
    entitySet: 'Customers',
    cursor: { time: 'modifiedAt' },
    overlapMs: 60_000,
    fields: { id: 'code', name: 'name', tier: 'tier', country: 'country', changedAt: 'modifiedAt' },
  },
  order: {
    entitySet: 'Orders',
    lines: 'items',
    cursor: { time: 'modifiedAt' },
    overlapMs: 60_000,
    fields: {
      id: 'number',
      customerId: 'customer/code',
      placedAt: 'placedOn',
      'shipTo.city': 'city',
      cancelled: { column: 'status', lookup: { CANCELLED: true }, otherwise: false },
      changedAt: 'modifiedAt',
    },
    line: {
      lineNumber: 'items/position',
      itemId: 'items/sku',
      quantity: 'items/quantity',
      value: 'items/net',
      requestedDeliverBy: 'requestedOn',
      promisedDeliverBy: 'items/promisedOn',
    },
    holds: [
      {
        id: 'block',
        kind: { column: 'block', lookup: { '01': 'credit' }, otherwise: 'manual' },
        reason: 'blockReason',
      },
    ],
  },
  inventory: { entitySet: 'Stock', fields: { itemId: 'sku', siteId: 'site', onHand: 'onHand' } },
};

const KEY = { lastRequest: { column: 'key' } };
const OPEN = { when: [{ column: 'status', is: ['OPEN'] }] };
const ACTIONS = {
  hold: {
    ...OPEN,
    set: {
      block: { column: 'kind', lookup: { credit: '01' }, otherwise: '09' },
      blockReason: { column: 'reason' },
      ...KEY,
    },
  },
  release: { ...OPEN, set: { block: { const: null }, blockReason: { const: null }, ...KEY } },
  reschedule: { ...OPEN, set: { requestedOn: { column: 'shipBy' }, ...KEY } },
  note: { create: 'notes', set: { text: { column: 'text' }, reference: { column: 'key' } } },
};

/** The provider of a running service, as an operator would set it. */
export function providerOf(server: OdataServer, settings: object = {}): ConfiguredProvider {
  const { url, username, password } = server;
  const defaults = { zone: 'America/Chicago', currency: 'USD', uom: 'EA' };
  return odata({
    ...{
      id: 'erp',
      url,
      signIn: { username, password },
      ...defaults,
      records: RECORDS,
      actions: ACTIONS,
      pageRows: PAGE,
    },
    ...settings,
  });
}

/** `RECORDS` with every kind paged by the service's own links. */
export function recordsByLinks(): Readonly<Record<string, object>> {
  return Object.fromEntries(Object.entries(RECORDS).map(([kind, mapping]) => [kind, { ...mapping, paging: 'links' }]));
}

/** The path of a seeded order. */
export function orderPath(number: number): string {
  return `Orders(00000000-0000-4000-8000-${String(number).padStart(12, '0')})`;
}

/** What the conformance kit can do to a running service. */
export function odataUnderTest(server: OdataServer, settings: object = {}): SetUp {
  const { ask, sql, username, password } = server;
  const change = async (number: number, json: object): Promise<{ kind: 'order'; key: string }> => {
    await ask('PATCH', orderPath(number), json);
    return { kind: 'order', key: `SO-${number}` };
  };
  const at = (url: string): ConfiguredProvider => providerOf(server, { ...settings, url });
  let count = 0;

  return async () => {
    count += 1;
    await change(7, { block: null, blockReason: null, lastRequest: null });
    return {
      provider: providerOf(server, settings),
      secrets: [password, WRONG_PASSWORD, Buffer.from(`${username}:${password}`).toString('base64')],
      unreachable: at('http://127.0.0.1:9/odata/v4/sales'),
      wrongCredentials: providerOf(server, { ...settings, signIn: { username, password: WRONG_PASSWORD } }),
      empty: at(server.emptyUrl),
      faulty: { upstream: server.url, through: at },
      change: () => change(1, { city: `City ${count}` }),
      changeState: () => change(2, { block: count % 2 ? '01' : '02' }),
      // The order's own time stands still.
      changeChild: async () => {
        const day = `2031-03-${String(1 + (count % 28)).padStart(2, '0')}`;
        await ask('PATCH', 'Items(10000000-0000-4000-8010-000000000003)', { promisedOn: day });
        return { kind: 'order', key: 'SO-3' };
      },
      cancel: () => change(4, { status: 'CANCELLED' }),
      remove: async () => {
        await ask('DELETE', orderPath(5));
        return { kind: 'order', key: 'SO-5' };
      },
      sameTime: async () => {
        await sql("UPDATE book_Customers SET modifiedAt = '2026-01-07T12:00:00.123Z'");
        return Array.from({ length: 12 }, (_, index) => ({ kind: 'customer', key: `C-${index + 1}` }));
      },
      // SQLite lets one writer at a time: the row is written as a slow transaction would leave it, with the time of its beginning.
      changeLate: async () => {
        const began = new Date().toISOString();
        const late = `UPDATE book_Orders SET city = 'Late ${count}', modifiedAt = '${began}' WHERE number = 'SO-6'`;
        return { kind: 'order', key: 'SO-6', commit: () => sql(late) };
      },
      forbidden: { kind: 'order', key: 'SO-HIDDEN' },
      action: {
        name: 'hold',
        input: { orderId: 'SO-7', kind: 'credit', reason: 'over the limit' },
        illegal: { orderId: 'SO-25', kind: 'credit', reason: 'over the limit' },
        undo: { name: 'release', input: { orderId: 'SO-7' } },
      },
      skips: { 'C01.5': 'basic authentication has no sessions; tokens that end are tried in test/plugins/odata' },
    };
  };
}
