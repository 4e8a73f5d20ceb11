import request from 'supertest';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTryton } from '../../scripts/sources/tryton.ts';
import { startVendure } from '../../scripts/sources/vendure.ts';
import type { PlacedOrder } from '../../scripts/sources/vendure/deeds.ts';
import { openApp, type App } from '../../src/app.ts';
import { parseConfig, readEnvironment } from '../../src/config.ts';
import { silentLog } from '../../src/log.ts';
import { loadBook } from '../../src/operations/load-book.ts';
import { createTestDatabase, type TestDatabase } from '../cli/in-process.ts';
import { crmFolder } from '../federation-crm.ts';
import { attributeScorer } from '../operations/memory-book.ts';
import { createDropFolder } from '../plugins/x12/drop-folder.ts';
import { openStub } from '../plugins/open-meteo/stub.ts';
import { describeSource } from './describe-source.ts';
import { providerOf as erpOf } from './tryton/source-under-test.ts';
import { placeOrder, providerOf as shopOf } from './vendure/source-under-test.ts';

const signal = new AbortController().signal;

await describeSource('Tryton', startTryton, (tryton) =>
  describeSource('Vendure beside Tryton', startVendure, (vendure) => {
    const crm = crmFolder(['C-1,Abel Ltd,gold,1', 'C-2,Moved away,gold,999']);
    const carrier = createDropFolder();
    let weather: Awaited<ReturnType<typeof openStub>>;
    let database: TestDatabase;
    let app: App;
    let url: string;
    let order: PlacedOrder;

    beforeAll(async () => {
      order = await placeOrder(vendure);
      weather = await openStub();
      // The stub's weather stands still in January 2026: it is told as if it were still to come.
      weather.weather.set(35.1, { gusts: { '2026-01-06T06': 110 } });
      carrier.send([['QM', '214', ['B10*PRO1*NOBODY-1*UPSN', 'LX*1', 'AT7***AG*NS*20261230*0900*CT']]]);
      database = await createTestDatabase();
      const config = parseConfig(
        {
          providers: [
            shopOf(vendure, { omitKinds: ['inventory', 'site'] }),
            erpOf(tryton, { omitKinds: ['order', 'customer', 'shipment', 'invoice'] }),
            crm.provider(),
            carrier.provider({ id: 'carrier' }),
            weather.provider({ sites: [{ siteId: 'KMEM', latitude: 35.1, longitude: -90 }], lanes: [] }),
          ],
          clock: weather.now,
          links: {
            customer: { home: 'shop', sources: { crm: { key: 'attributes.shopId' } }, told: ['crm', 'shop'] },
            item: { home: 'shop', sources: { erp: { pairs: { PUMP: 'SKU-1' } } } },
            site: { home: 'erp', sources: { weather: { pairs: { KMEM: 'MEM' } } } },
            shipment: { home: 'shop', sources: { carrier: { ignore: ['case'] } } },
          },
        },
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
      crm.remove();
      carrier.remove();
    });

    it('answers an order of the shop with stock of the ERP, the tier of the CRM and the weather at a site, in one query', async () => {
      const answer = await ask(
        `query ($order: ID!) {
          order(id: $order) {
            id provenance { source }
            customer { name tier provenance { source } }
            lines(first: 5) { edges { node {
              quantity { value } provenance { source }
              item { name provenance { source }
                inventory(first: 5) { edges { node { siteId onHand { value } provenance { source observedAt }
                  site { name provenance { source } conditions(first: 5) { edges { node { type severity provenance { source } } } } } } } } }
            } } }
          }
          links { kind source linked unmatched { count examples { id key } } ambiguous { count } unclaimed { count } }
        }`,
      );
      console.log(JSON.stringify(answer, null, 1));

      expect(answer).toMatchObject({
        order: {
          provenance: { source: 'shop' },
          customer: { name: 'Abel Ltd', tier: 'gold', provenance: { source: 'crm' } },
          lines: {
            edges: [
              {
                node: {
                  provenance: { source: 'shop' },
                  item: {
                    provenance: { source: 'shop' },
                    inventory: {
                      edges: [
                        {
                          node: {
                            ...{ siteId: 'MEM', onHand: { value: 20 }, provenance: { source: 'erp' } },
                            site: {
                              provenance: { source: 'erp' },
                              conditions: { edges: [{ node: { type: 'wind', provenance: { source: 'weather' } } }] },
                            },
                          },
                        },
                        { node: { siteId: 'RNO', provenance: { source: 'erp' } } },
                      ],
                    },
                  },
                },
              },
            ],
          },
        },
      });
    });

    it('tells of a shipment what the carrier says, and of what the carrier names that the shop does not know', async () => {
      const before = await ask('{ links { kind unmatched { count examples { key } } } }');
      const fulfilmentId = await vendure.deeds.fulfil(order);
      const shipmentId = `${order.code}/${fulfilmentId}`;
      carrier.send([
        ['QM', '214', [`B10*PRO1*${shipmentId.toLowerCase()}*UPSN`, 'LX*1', 'AT7***AG*NS*20261230*0900*CT']],
      ]);
      await loadBook(app.deps, { signal });
      const { order: found } = await ask(
        'query ($order: ID!) { order(id: $order) { shipments { edges { node { id etaAt provenance { source } } } } } }',
      );
      console.log(JSON.stringify(found));

      expect(before).toMatchObject({
        links: expect.arrayContaining([
          { kind: 'SHIPMENT', unmatched: { count: 1, examples: [{ key: 'NOBODY-1' }] } },
        ]) as unknown,
      });
      expect(found).toMatchObject({
        shipments: {
          edges: [{ node: { id: shipmentId, etaAt: '2026-12-30T15:00:00.000Z' } }],
        },
      });
    });

    async function ask(query: string): Promise<Record<string, unknown>> {
      const { body } = await request(url)
        .post('/graphql')
        .send({ query, variables: { order: order.code } });
      const { data, errors } = body as { data: Record<string, unknown>; errors?: unknown };
      expect(errors).toBeUndefined();
      return data;
    }
  }),
);
