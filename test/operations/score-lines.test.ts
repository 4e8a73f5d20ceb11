import { expect, it } from 'vitest';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';

const VALUE = { amountMinor: 1000, currency: 'USD' };
const entered = { change: 'entered', kind: 'release', siteId: null, previousScore: null };

it('tells of a new line that it entered the queue, with risk times value', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE })]));

  await take('erp');

  expect(await heard()).toEqual([{ ...entered, lineId: 'A/1', score: 500 }]);
});

it('tells of a line whose score changed, and not of the other lines of its order', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE }), line('2', { value: VALUE })]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1', { value: { ...VALUE, amountMinor: 4000 } }), line('2', { value: VALUE })]));
  await take('erp');

  expect(await heard()).toEqual([
    { change: 'rescored', lineId: 'A/1', kind: 'release', siteId: null, score: 2000, previousScore: 500 },
  ]);
});

it('tells nothing when what came changes no place in a queue', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1')], { channel: 'web' }));
  await take('erp');

  expect(await heard()).toEqual([]);
});

it('lets a line leave its queue, its risk with it, once it is delivered', async () => {
  const { deps, sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE })]));
  await take('erp');
  await heard();

  sources.erp?.put(
    record('shipment', {
      id: 'SH',
      lines: [{ orderId: 'A', lineNumber: '1' }],
      deliveredAt: '2013-06-12T00:00:00.000Z',
    }),
  );
  await take('erp');

  expect(await heard()).toEqual([
    { change: 'left', lineId: 'A/1', kind: 'release', siteId: null, score: null, previousScore: 500 },
  ]);
  expect((await deps.store.risks.byLineIds(['A/1'])).size).toBe(0);
});

it('moves a line from one queue to the other: it leaves, then enters', async () => {
  const { sources, take, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1', { value: VALUE })]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1', { value: VALUE, backordered: 2 })]));
  await take('erp');

  expect(await heard()).toEqual([
    { change: 'left', lineId: 'A/1', kind: 'release', siteId: null, score: null, previousScore: 500 },
    { ...entered, lineId: 'A/1', kind: 'backorder', score: 500 },
  ]);
});

it('takes a held line out of the queue while its risk is still told, and lets it back in', async () => {
  const { deps, sources, take, heard } = await openMemoryBook();
  const hold = { id: 'H', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');
  await heard();

  sources.erp?.put(order('A', [line('1')], { holds: [hold] }));
  await take('erp');
  const held = (await heard()).map(({ change }) => change);
  const risk = (await deps.store.risks.byLineIds(['A/1'])).get('A/1');
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');

  expect(held).toEqual(['left']);
  expect(risk?.late).toBe(0.5);
  expect((await heard()).map(({ change }) => change)).toEqual(['entered']);
});
