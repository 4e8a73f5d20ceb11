import { randomUUID } from 'node:crypto';
import { expect, it } from 'vitest';
import { createLinks } from '../../src/domain/link/link-rule.ts';
import { LinkSettings, rulesOf } from '../../src/domain/link/link-settings.ts';
import type { CanonicalRecord } from '../../src/domain/record/record.ts';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import { listLinks } from '../../src/operations/list-links.ts';
import { refreshRecords } from '../../src/operations/refresh-records.ts';
import { savePage } from '../../src/operations/save-page.ts';
import { sweepProvider } from '../../src/operations/sweep-provider.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook, type MemoryBook } from './memory-book.ts';

const signal = new AbortController().signal;
const LINKS = createLinks(
  rulesOf(
    LinkSettings.parse({
      order: { home: 'shop', sources: { erp: { key: 'reference' } } },
      customer: {
        home: 'shop',
        sources: { crm: { key: 'attributes.shopCustomer', ignore: ['leadingZeros'] } },
        told: ['crm', 'shop'],
      },
      item: { home: 'shop', sources: { erp: { ignore: ['case', 'punctuation'] } } },
      site: { home: 'erp', sources: { weather: { pairs: { KMEM: 'MEM' } } } },
      shipment: { home: 'shop', sources: { carrier: { key: 'reference', equals: 'id' } } },
    }),
  ),
);

const CUSTOMER = record('customer', { id: '17', name: 'Abel' });
const IN_CRM = record('customer', { id: 'C-9', name: 'Abel Ltd', tier: 'gold', attributes: { shopCustomer: '0017' } });
const ITEM = record('item', { id: 'AB-1', name: 'Bolt' });
const STOCK = record('inventory', { itemId: 'ab1', siteId: 'MEM', onHand: { value: 7, uom: 'EA' } });
const ORDER = order('T1', [line('1', { itemId: 'AB-1' })], { customerId: '17' });
const SALE = order('S1', [line('900', { itemId: 'ab1' })], { customerId: 'P1', reference: 'T1' });

const SAID: readonly (readonly [string, CanonicalRecord])[] = [
  ['shop', CUSTOMER],
  ['crm', IN_CRM],
  ['shop', ITEM],
  ['erp', STOCK],
  ['shop', ORDER],
  ['erp', SALE],
  [
    'weather',
    record('condition', {
      id: 'w1',
      type: 'snow',
      siteId: 'KMEM',
      severity: 'high',
      raisedAt: '2013-06-14T00:00:00.000Z',
    }),
  ],
  [
    'shop',
    record('shipment', {
      id: 'T1/5',
      lines: [{ orderId: 'T1', lineNumber: '1' }],
      confirmedAt: '2013-06-10T00:00:00.000Z',
    }),
  ],
  ['carrier', record('shipment', { id: '1Z', reference: 'T1/5', lines: [], departedAt: '2013-06-11T00:00:00.000Z' })],
];

it('joins what five sources say of one order, in whatever order they come', async () => {
  for (const said of [SAID, [...SAID].reverse()]) {
    const book = await openLinkedBook();
    for (const [source, one] of said) await say(book, source, one);
    await applyInbox(book.deps);

    expect(await stateOf(book)).toEqual({
      order: { id: 'T1', source: 'shop' },
      sale: undefined,
      lines: ['T1/1'],
      customer: { name: 'Abel Ltd', tier: 'gold', source: 'crm' },
      inventory: { onHand: 7, source: 'erp' },
      conditions: ['MEM'],
      shipment: { status: 'departed', lines: 1 },
    });
  }
});

it('links nothing by a key that two records bear, and links again once one of them is corrected or gone', async () => {
  const book = await openLinkedBook();
  const twin = record('customer', { ...IN_CRM, id: 'C-10', name: 'Abel Ltd (old)' });
  await say(book, 'shop', CUSTOMER);
  await say(book, 'crm', IN_CRM);
  await say(book, 'crm', twin);
  await applyInbox(book.deps);
  const ambiguous = await customers(book);
  const report = (await listLinks(book.deps)).find(({ rule }) => rule.kind === 'customer');
  await say(book, 'crm', record('customer', { ...twin, attributes: { shopCustomer: '18' } }));
  await applyInbox(book.deps);
  const corrected = await customers(book);
  book.sources.crm?.remove('customer', 'C-9');
  await book.take('crm');

  expect(ambiguous).toEqual({ 17: 'Abel', 'crm:C-9': 'Abel Ltd', 'crm:C-10': 'Abel Ltd (old)' });
  expect(report?.ambiguous).toMatchObject({
    count: 2,
    examples: [{ key: '17', homes: ['17'], claims: ['C-10', 'C-9'] }, {}],
  });
  expect(corrected).toEqual({ 17: 'Abel Ltd', 'crm:C-10': 'Abel Ltd (old)' });
  expect(await customers(book)).toEqual({ 17: 'Abel', 'crm:C-10': 'Abel Ltd (old)' });
});

it('asks a source again by the source’s own key, and sweeps it by these', async () => {
  const book = await openLinkedBook();
  await say(book, 'shop', CUSTOMER);
  await say(book, 'crm', IN_CRM);
  await applyInbox(book.deps);
  const asked = await refreshRecords(book.deps, 'crm', 'customer', ['17']);
  const reports = await sweepProvider(book.deps, book.deps.providers.get('crm'), signal);

  expect(asked.get('17')?.status).toBe('confirmed');
  expect(reports.find(({ kind }) => kind === 'customer')).toMatchObject({ known: 1, removed: 0, problem: null });
});

async function openLinkedBook(): Promise<MemoryBook> {
  return openMemoryBook(['shop', 'erp', 'crm', 'weather', 'carrier'], { links: LINKS });
}

/** Puts a record into a source and takes in that record alone. */
async function say({ deps, sources }: MemoryBook, source: string, one: CanonicalRecord): Promise<void> {
  sources[source]?.put(one);
  const page = { records: [{ record: one, location: null }], deletes: [], unreadable: [] };
  const said = { providerId: source, kind: one.kind, page, readId: randomUUID() };
  await deps.store.transaction((store) => savePage({ ...deps, store }, said));
}

async function customers({ deps: { store } }: MemoryBook): Promise<Readonly<Record<string, string>>> {
  const found = await store.customers.byIds(['17', '18', 'crm:C-9', 'crm:C-10']);
  return Object.fromEntries([...found].map(([id, { name }]) => [id, name]));
}

async function stateOf({ deps: { store } }: MemoryBook) {
  const orders = await store.orders.byIds(['T1', 'S1', 'erp:S1']);
  const lines = await store.lines.byOrderIds(['T1', 'S1', 'erp:S1']);
  const customer = (await store.customers.byIds(['17'])).get('17');
  const inventory = (await store.inventory.byIds(['AB-1@MEM'])).get('AB-1@MEM');
  const shipment = (await store.shipments.byIds(['T1/5'])).get('T1/5');
  const found = orders.get('T1');
  return {
    order: found && { id: found.id, source: found.provenance.source },
    sale: orders.get('S1') ?? orders.get('erp:S1'),
    lines: [...lines.values()].flat().map(({ id }) => id),
    customer: customer && { name: customer.name, tier: customer.tier, source: customer.provenance.source },
    inventory: inventory && { onHand: inventory.onHand.value, source: inventory.provenance.source },
    conditions: (await store.surroundings.conditions('2013-06-15T00:00:00.000Z'))?.map(({ siteId }) => siteId),
    shipment: shipment && { status: shipment.status, lines: shipment.lines.length },
  };
}
