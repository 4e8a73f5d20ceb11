import { expect, it } from 'vitest';
import { recountHistory } from '../../src/operations/recount-history.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';

it('counts every outcome under the new keys once the settings have changed, and not again', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1'), line('2', { itemId: 'I-2' })]), delivery('A', '1'), delivery('A', '2'));
  sources.erp?.put(order('B', [line('1')]), delivery('B', '1'));
  await take('erp');
  const changed = { ...deps, historyKeys: () => ({ route: 'route=everywhere' }) };

  const recounted = [
    await recountHistory(changed, '["everywhere"]'),
    await recountHistory(changed, '["everywhere"]'),
    await recountHistory(changed, '["everywhere"]'),
  ];

  expect(recounted).toEqual([true, false, false]);
  const tallies = await deps.store.outcomes.sum(
    ['route=everywhere', 'item=I-1', 'item=I-2'],
    '2013-01-01',
    '2014-01-01',
  );
  expect([...tallies]).toEqual([['route=everywhere', { lines: 3, late: 0, leadDays: 21, delayDays: -36 }]]);
});

it('goes on counting under the new keys', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]), delivery('A', '1'));
  await take('erp');
  await recountHistory(deps, 'as before');

  sources.erp?.put(order('B', [line('1')]), delivery('B', '1'));
  await take('erp');

  expect((await deps.store.outcomes.sum(['item=I-1'], '2013-01-01', '2014-01-01')).get('item=I-1')?.lines).toBe(2);
});

it('passes an empty book', async () => {
  const { deps } = await openMemoryBook();

  expect(await recountHistory(deps, 'new')).toBe(true);
});

function delivery(orderId: string, lineNumber: string) {
  return record('shipment', {
    id: `SH-${orderId}-${lineNumber}`,
    lines: [{ orderId, lineNumber }],
    deliveredAt: '2013-06-08T00:00:00.000Z',
  });
}
