import request from 'supertest';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memory, MemorySource } from '../plugins/memory/index.ts';
import { openApp, type App } from '../src/app.ts';
import { defineConfig, parseConfig, readEnvironment } from '../src/config.ts';
import { silentLog } from '../src/log.ts';
import { loadBook } from '../src/operations/load-book.ts';
import { createTestDatabase, type TestDatabase } from './cli/in-process.ts';
import { crmFolder, type CrmFolder } from './federation-crm.ts';
import { attributeScorer } from './operations/memory-book.ts';
import { openStub, type Stub } from './plugins/open-meteo/stub.ts';
import { createDropFolder, type DropFolder } from './plugins/x12/drop-folder.ts';
import { line, order, record } from './providers/given-records.ts';

const signal = new AbortController().signal;
const shop = new MemorySource();
const erp = new MemorySource();
let carrier: DropFolder;
let weather: Stub;
let crm: CrmFolder;
let database: TestDatabase;
let app: App;
let url: string;

beforeAll(async () => {
  [carrier, weather, crm] = [createDropFolder(), await openStub(), crmFolder()];
  weather.weather.set(35.1, { gusts: { '2026-01-06T06': 110 } });
  shop.put(
    record('customer', { id: '17', name: 'Abel' }),
    record('customer', { id: '18', name: 'Nobody in the CRM' }),
    record('item', { id: 'BOLT-8', name: 'Bolt', uom: 'EA' }),
    order('T7', [line('1', { itemId: 'BOLT-8', siteId: 'main', promisedDeliverBy: '2026-01-09T00:00:00.000Z' })], {
      ...{ customerId: '17', placedAt: '2026-01-02T00:00:00.000Z' },
    }),
    record('shipment', {
      id: 'T7/5',
      reference: '1Z-999',
      lines: [{ orderId: 'T7', lineNumber: '1' }],
      confirmedAt: '2026-01-04T00:00:00.000Z',
    }),
  );
  erp.put(
    record('site', { id: 'MEM', name: 'Memphis', zone: 'America/Chicago' }),
    record('item', { id: '000bolt8', name: 'BOLT M8', unitCost: { amountMinor: 12, currency: 'USD' } }),
    record('item', { id: 'NUT', name: 'Nut' }),
    record('inventory', { itemId: '000bolt8', siteId: 'MEM', onHand: { value: 70, uom: 'EA' } }),
  );
  carrier.send(
    [['QM', '214', ['B10*PRO778*1z 999*UPSN', 'LX*1', 'AT7*AF*NS***20260104*1410*CT', 'AT7***AG*NS*20260108*0900*CT']]],
    { date: '20260105', time: '0800' },
  );
  database = await createTestDatabase();
  const config = parseConfig(
    defineConfig({
      providers: [
        memory({ id: 'shop', source: shop, kinds: ['customer', 'item', 'order', 'shipment'] }),
        memory({ id: 'erp', source: erp, kinds: ['site', 'item', 'inventory'] }),
        crm.provider(),
        carrier.provider({ id: 'carrier', omitKinds: ['exception'] }),
        weather.provider({ sites: [{ siteId: 'KMEM', latitude: 35.1, longitude: -90 }], lanes: [] }),
      ],
      clock: weather.now,
      links: {
        customer: {
          home: 'shop',
          sources: { crm: { key: 'attributes.shopId', ignore: ['leadingZeros'] } },
          told: ['crm', 'shop'],
        },
        item: { home: 'shop', sources: { erp: { ignore: ['case', 'punctuation', 'leadingZeros'] } } },
        site: { home: 'erp', sources: { shop: { pairs: { main: 'MEM' } }, weather: { pairs: { KMEM: 'MEM' } } } },
        shipment: {
          home: 'shop',
          sources: { carrier: { equals: 'reference', ignore: ['case', 'space', 'punctuation'] } },
        },
      },
    }),
    'the test',
  );
  app = await openApp({
    environment: readEnvironment({ DATABASE_URL: database.url, PORT: '0' }),
    loaded: { config, baseDir: '.', book: 'promisegraph', file: null },
    asOf: null,
    log: silentLog,
  });
  app.useModel(attributeScorer);
  await loadBook(app.deps, { signal });
  ({ url } = await app.serve());
});

afterAll(async () => {
  await app.close();
  await database.drop();
  await weather.close();
  carrier.remove();
  crm.remove();
});

describe('an order that five sources know something of', () => {
  it('is answered by one query, each part with where it came from', async () => {
    const { order: found } = await ask<{ order: unknown }>(`{
      order(id: "T7") {
        provenance { source observedAt stale }
        customer { name tier provenance { source stale } }
        lines(first: 5) { edges { node {
          item { name provenance { source } }
          inventory { onHand { value } provenance { source observedAt stale } }
          site { name provenance { source } conditions { edges { node { type severity provenance { source } } } } }
        } } }
        shipments { edges { node { id status etaAt provenance { source observedAt } } } }
      }
    }`);

    expect(found).toEqual({
      provenance: { source: 'shop', observedAt: '2026-01-02T00:00:00.000Z', stale: false },
      customer: { name: 'Abel Ltd', tier: 'gold', provenance: { source: 'crm', stale: false } },
      lines: {
        edges: [
          {
            node: {
              item: { name: 'Bolt', provenance: { source: 'shop' } },
              inventory: {
                onHand: { value: 70 },
                provenance: { source: 'erp', observedAt: weather.now(), stale: false },
              },
              site: {
                ...{ name: 'Memphis', provenance: { source: 'erp' } },
                conditions: {
                  edges: [{ node: { type: 'wind', severity: 'HIGH', provenance: { source: 'weather' } } }],
                },
              },
            },
          },
        ],
      },
      shipments: {
        edges: [
          {
            node: {
              ...{ id: 'T7/5', status: 'DEPARTED', etaAt: '2026-01-08T15:00:00.000Z' },
              provenance: { source: 'carrier', observedAt: '2026-01-05T14:00:01.000Z' },
            },
          },
        ],
      },
    });
  });

  it('is scored by the same linked facts', async () => {
    const [line] = [...(await app.deps.store.lines.byIds(['T7/1'])).values()];

    expect(line).toMatchObject({ siteId: 'MEM', itemId: 'BOLT-8' });
    expect((await app.deps.store.inventory.byItemIds(['BOLT-8'])).get('BOLT-8')).toMatchObject([
      { siteId: 'MEM', onHand: { value: 70 } },
    ]);
  });
});

describe('the report of links', () => {
  it('says what did not match, by kind and source, with the key that was looked for', async () => {
    const { links } = await ask<{ links: readonly object[] }>(`{
      links { kind source home linked keyless
        unmatched { count examples { id key records } }
        ambiguous { count examples { id key homes claims } }
        unclaimed { count examples } }
    }`);

    expect(links).toEqual([
      {
        ...{ kind: 'CUSTOMER', source: 'crm', home: 'shop', linked: 1, keyless: 1 },
        unmatched: { count: 1, examples: [{ id: 'C-3', key: '99', records: 1 }] },
        ambiguous: { count: 0, examples: [] },
        unclaimed: { count: 1, examples: ['18'] },
      },
      {
        ...{ kind: 'ITEM', source: 'erp', home: 'shop', linked: 1, keyless: 0 },
        unmatched: { count: 1, examples: [{ id: 'NUT', key: 'NUT', records: 1 }] },
        ...{ ambiguous: { count: 0, examples: [] }, unclaimed: { count: 0, examples: [] } },
      },
      ...['shop', 'weather'].map((source) => ({
        ...{ kind: 'SITE', source, home: 'erp', linked: 1, keyless: 0, unclaimed: null },
        ...{ unmatched: { count: 0, examples: [] }, ambiguous: { count: 0, examples: [] } },
      })),
      {
        ...{ kind: 'SHIPMENT', source: 'carrier', home: 'shop', linked: 1, keyless: 0 },
        unmatched: { count: 0, examples: [] },
        ...{ ambiguous: { count: 0, examples: [] }, unclaimed: { count: 0, examples: [] } },
      },
    ]);
  });
});

async function ask<T>(query: string): Promise<T> {
  const { body } = await request(url).post('/graphql').send({ query });
  const { data, errors } = body as { data: T; errors?: unknown };
  expect(errors).toBeUndefined();
  return data;
}
