import fc from 'fast-check';
import { expect, it } from 'vitest';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import { event, june, line as sameLine, placed, shipped } from '../domain/given.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook, type MemoryBook } from './memory-book.ts';

it('counts a delivery once, on the day it became known, late when it came after its promise', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]), delivery('2013-06-22T00:00:00.000Z'));

  await take('erp');
  await take('erp');

  expect(await tally(deps, '2013-06-22')).toEqual({ lines: 1, late: 1, leadDays: 21, delayDays: 2 });
});

it('takes a delivery back and counts it anew when the source corrects it', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]), delivery('2013-06-22T00:00:00.000Z'));
  await take('erp');

  sources.erp?.put(delivery('2013-06-18T00:00:00.000Z'));
  await take('erp');

  expect(await tally(deps, '2013-06-22')).toBeUndefined();
  expect(await tally(deps, '2013-06-18')).toEqual({ lines: 1, late: 0, leadDays: 17, delayDays: -2 });
});

it('takes a delivery back when less has arrived than was said', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]), delivery('2013-06-22T00:00:00.000Z', 5));
  await take('erp');

  sources.erp?.put(delivery('2013-06-22T00:00:00.000Z', 2));
  await take('erp');

  expect((await deps.store.lines.byIds(['A/1'])).get('A/1')?.status).toBe('open');
  expect(await tally(deps, '2013-06-22')).toBeUndefined();
});

it('counts by the promise that stands when it is corrected afterwards', async () => {
  const { deps, tell } = await openMemoryBook();
  await tell(placed, shipped('shipment.delivered', 12, 'SH-1', null));
  await applyInbox(deps);
  const before = await tally(deps, '2013-06-12');

  await tell(
    event('line.repromised', 13, { ...sameLine, promise: { promisedShipBy: null, promisedDeliverBy: june(14) } }),
  );
  await applyInbox(deps);

  expect([before?.late, (await tally(deps, '2013-06-12'))?.late]).toEqual([1, 0]);
});

it('ends with the same tallies in whatever order and batches the events come', async () => {
  const events = [
    placed,
    shipped('shipment.delivered', 12, 'SH-1', 4),
    shipped('shipment.delivered', 14, 'SH-2', 6),
    shipped('shipment.delivered', 15, 'SH-2', 5),
    event('line.repromised', 5, { ...sameLine, promise: { promisedShipBy: null, promisedDeliverBy: june(14) } }),
  ];
  const allOf = async ({ deps }: MemoryBook) => deps.store.outcomes.sum(['item=I-1'], '2013-06-01', '2013-07-01');
  const once = await openMemoryBook();
  await once.tell(...events);
  await applyInbox(once.deps);

  for (const shuffled of fc.sample(fc.shuffledSubarray(events, { minLength: events.length }), 4)) {
    const other = await openMemoryBook();
    for (const one of shuffled) {
      await other.tell(one);
      await applyInbox(other.deps);
    }
    expect(await allOf(other)).toEqual(await allOf(once));
  }
});

async function tally({ store }: MemoryBook['deps'], day: string) {
  const [year, month, date] = day.split('-').map(Number);
  const next = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, (date ?? 0) + 1)).toISOString().slice(0, 10);
  return (await store.outcomes.sum(['item=I-1'], day, next)).get('item=I-1');
}

function delivery(deliveredAt: string, quantity: number | null = null) {
  return record('shipment', { id: 'SH', lines: [{ orderId: 'A', lineNumber: '1', quantity }], deliveredAt });
}
