import { expect, it } from 'vitest';
import { readProvider } from '../../src/operations/read-provider.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';

const signal = new AbortController().signal;

it('takes what a source has into the inbox once, however often it is read', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]), order('B', [line('1'), line('2')]), order('C', [line('1')]));

  const first = await take('erp');
  const second = await take('erp');

  expect(first).toMatchObject({ records: 3, parked: 0, problem: null });
  expect(first.events).toBeGreaterThan(0);
  expect(second).toMatchObject({ records: 0, events: 0, problem: null });
  expect(await deps.store.entities.counts()).toMatchObject({ order: 3, line: 4 });
});

it('goes on behind the last page that was saved when a read fails half way', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(...['A', 'B', 'C', 'D', 'E'].map((id) => order(id, [line('1')])));
  const read = deps.providers.get('erp').kinds.indexOf('order');
  for (let call = 0; call < read + 1; call++) sources.erp?.inject({ on: 'read' });
  sources.erp?.inject({ on: 'read', error: new Error('line cut') });

  const failed = await take('erp');
  const went = await take('erp');

  expect(failed).toMatchObject({ records: 2, problem: expect.stringContaining('line cut') as string });
  expect(went).toMatchObject({ records: 3, problem: null });
  expect((await deps.store.orders.page({ first: 10, after: null })).items).toHaveLength(5);
});

it('says since when a source fails, and once that it is back', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.inject({ on: 'read', error: new Error('line cut'), times: 2 });

  await take('erp');
  await take('erp');
  const failing = (await deps.store.sources.statuses()).get('erp');
  await take('erp');
  await take('erp');

  expect(failing).toMatchObject({
    lastReadAt: null,
    failingSince: deps.now(),
    lastError: expect.stringContaining('line cut') as string,
  });
  expect((await deps.store.sources.statuses()).get('erp')).toMatchObject({
    failingSince: null,
    lastError: null,
    lastReadAt: deps.now(),
  });
  expect(await healthEvents(deps)).toEqual(['provider.degraded', 'provider.recovered']);
});

it('parks a row that fits no schema with place, payload and reason, and reads on', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]));
  sources.erp?.putRaw('order', 'B', { kind: 'order', id: 'B', customerId: 7 });
  sources.erp?.put(order('C', [line('1')]));

  expect(await take('erp')).toMatchObject({ records: 2, parked: 1, problem: null });

  const [row] = await deps.store.parked.list(null, 10);
  expect(row).toMatchObject({
    providerId: 'erp',
    kind: 'order',
    location: 'memory:B',
    payload: { id: 'B', customerId: 7 },
  });
  expect(row?.reason).toMatch(/customerId/);
});

it('keeps what comes later than the date of an as-of book out of it', async () => {
  const until = '2013-06-05T00:00:00.000Z';
  const { deps, sources, take } = await openMemoryBook(['erp'], { until: () => until });
  sources.erp?.put(order('A', [line('1')]));
  sources.erp?.put(order('B', [line('1')], { placedAt: '2013-06-07T00:00:00.000Z' }));
  sources.erp?.put(shipment('SH-A', 'A', '2013-06-09T00:00:00.000Z'));

  const report = await take('erp');

  expect(report.withheld).toBe(2);
  expect([...(await deps.store.orders.byIds(['A', 'B'])).keys()]).toEqual(['A']);
  expect((await deps.store.lines.byIds(['A/1'])).get('A/1')).toMatchObject({ status: 'open', deliveredAt: null });
});

it('ends when it is stopped, and does not take that for a failing source', async () => {
  const { deps, sources } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]));
  const stop = new AbortController();
  sources.erp?.inject({ on: 'read', delayMs: 50 });
  setTimeout(() => stop.abort(new Error('enough')), 10);

  await expect(readProvider(deps, deps.providers.get('erp'), { signal: stop.signal })).rejects.toThrow();

  expect((await deps.store.sources.statuses()).get('erp')?.failingSince ?? null).toBeNull();
  expect(await readProvider(deps, deps.providers.get('erp'), { signal })).toMatchObject({ records: 1, problem: null });
});

async function healthEvents({ store }: Awaited<ReturnType<typeof openMemoryBook>>['deps']): Promise<string[]> {
  const types: string[] = [];
  for await (const events of store.inbox.replay(null)) types.push(...events.map(({ type }) => type));
  return types.filter((type) => type.startsWith('provider.'));
}

function shipment(id: string, orderId: string, deliveredAt: string) {
  return record('shipment', { id, lines: [{ orderId, lineNumber: '1' }], deliveredAt });
}
