import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { memory, MemorySource } from '../../plugins/memory/index.ts';
import { june } from '../domain/given.ts';
import { openGraph, type TestGraph } from './graph.ts';

let graph: TestGraph;

beforeAll(async () => {
  const source = new MemorySource();
  graph = await openGraph({
    providers: [
      memory({ id: 'erp', source, kinds: ['order', 'carrierService'], allowedAgeMs: 60_000 }),
      memory({ id: 'wms', source, kinds: ['inventory'] }),
    ],
  });
  await graph.store.sources.saveStatus({
    providerId: 'wms',
    lastReadAt: june(1),
    failingSince: june(2),
    lastError: 'no route to host',
  });
  await graph.store.parked.add(
    [{ providerId: 'erp', kind: 'order', location: 'orders:3', reason: 'expected a date', payload: {} }],
    june(3),
  );
});

afterAll(() => graph.close());

const OFFER = {
  ...{ key: 'key', cursor: 'version', deletes: 'TOLD', sweep: 'KEYS', webhook: true, lookup: true, actions: [] },
};

describe('providers', () => {
  it('stand as they are configured, each with how it fares', async () => {
    const data = await graph.ask(
      '{ providers { id type kinds offers { kind key cursor deletes sweep webhook lookup actions } canLookUp actions allowedAgeMs lastReadAt failingSince lastError parkedRows } }',
    );

    expect(data.providers).toEqual([
      {
        id: 'erp',
        type: 'memory',
        kinds: ['ORDER', 'CARRIER_SERVICE'],
        offers: [
          { kind: 'ORDER', ...OFFER, actions: ['hold', 'release', 'note'] },
          { kind: 'CARRIER_SERVICE', ...OFFER },
        ],
        canLookUp: true,
        actions: ['hold', 'release', 'note'],
        allowedAgeMs: 60_000,
        lastReadAt: null,
        failingSince: null,
        lastError: null,
        parkedRows: 1,
      },
      {
        id: 'wms',
        type: 'memory',
        kinds: ['INVENTORY'],
        offers: [{ kind: 'INVENTORY', ...OFFER }],
        canLookUp: true,
        actions: ['hold', 'release', 'note'],
        allowedAgeMs: null,
        lastReadAt: june(1),
        failingSince: june(2),
        lastError: 'no route to host',
        parkedRows: 0,
      },
    ]);
  });
});
