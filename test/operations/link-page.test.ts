import { expect, it } from 'vitest';
import { createLinks } from '../../src/domain/link/link-rule.ts';
import { LinkSettings, rulesOf } from '../../src/domain/link/link-settings.ts';
import type { CanonicalRecord } from '../../src/domain/record/record.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook, type MemoryBook } from './memory-book.ts';

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
  const orders = [
    SAID,
    [...SAID].reverse(),
    SAID.filter((_, at) => at % 2).concat(SAID.filter((_, at) => at % 2 === 0)),
  ];

  for (const said of orders) {
    const book = await openLinkedBook();
    for (const [source, one] of said) {
      book.sources[source]?.put(one);
      await book.take(source);
    }

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

async function openLinkedBook(): Promise<MemoryBook> {
  return openMemoryBook(['shop', 'erp', 'crm', 'weather', 'carrier'], { links: LINKS });
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
