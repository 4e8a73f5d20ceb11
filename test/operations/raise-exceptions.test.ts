import { expect, it } from 'vitest';
import type { ExceptionChange } from '../../src/domain/feed.ts';
import { rescoreOpenBook } from '../../src/operations/rescore-open-book.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook, type MemoryBook } from './memory-book.ts';

const SITE = { siteId: 'S-1' };
const LATE = { itemId: 'I-1', siteId: 'S-1', quantity: { value: 500, uom: 'EA' } };

/** All exception changes of the feed so far. */
async function toldOf({ deps, heard }: MemoryBook): Promise<Pick<ExceptionChange, 'change' | 'exceptionId'>[]> {
  await heard(); // now all is in sight
  const { entries } = await deps.store.feed.after({ transactionId: '0', entryId: '0' }, 1000);
  return entries.flatMap(({ entry }) =>
    entry.topic === 'exception' ? [{ change: entry.data.change, exceptionId: entry.data.exceptionId }] : [],
  );
}

it('makes one exception of a supply delay that hits two hundred lines, and closes it when the supply is there', async () => {
  const book = await openMemoryBook();
  const { deps, sources, take } = book;
  const lines = (n: number) =>
    Array.from({ length: n }, (_, i) => line(String(i + 1), { ...SITE, backordered: 5, attributes: { risk: 0.1 } }));
  for (const id of ['A', 'B', 'C', 'D']) sources.erp?.put(order(id, lines(50)));
  sources.erp?.put(record('supply', { id: 'PO-1', ...LATE, expectedAt: '2013-07-20T00:00:00.000Z' }));
  await take('erp');
  await rescoreOpenBook(deps);

  const ID = 'supply-delay/PO-1';
  expect((await deps.store.raised.countHit([ID])).get(ID)).toBe(200);
  const { items } = await deps.store.exceptions.page({ first: 10, after: null, open: true });
  expect(items.map(({ value }) => value.id)).toEqual([ID]);

  sources.erp?.put(
    record('supply', {
      id: 'PO-1',
      ...LATE,
      expectedAt: '2013-07-20T00:00:00.000Z',
      receivedAt: '2013-06-15T10:00:00.000Z',
    }),
  );
  await take('erp');
  await rescoreOpenBook(deps);

  const told = await toldOf(book);
  expect((await deps.store.exceptions.byIds([ID])).get(ID)).toMatchObject({ status: 'resolved' });
  expect(told.at(0)).toEqual({ change: 'opened', exceptionId: ID });
  expect(told.filter(({ change }) => change === 'opened')).toHaveLength(1);
  expect(told.at(-1)).toEqual({ change: 'resolved', exceptionId: ID });
});

it('tells nothing twice: scoring again what has not changed changes no exception', async () => {
  const book = await openMemoryBook();
  book.sources.erp?.put(order('A', [line('1', { attributes: { risk: 0.9 } })], { holds: [] }));
  await book.take('erp');
  const before = await toldOf(book);

  await rescoreOpenBook(book.deps);
  await rescoreOpenBook(book.deps);

  expect(await toldOf(book)).toEqual(before);
});

it('opens for a hold, closes when it is released, and keeps the history', async () => {
  const { deps, sources, take } = await openMemoryBook();
  const hold = { id: 'H', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };
  for (const holds of [[hold], [], [hold]]) {
    sources.erp?.put(order('A', [line('1')], { holds }));
    await take('erp');
  }

  const history = (await deps.store.raised.history(['hold/A/H'])).get('hold/A/H');
  expect(history?.map(({ change }) => change)).toEqual(['opened', 'resolved', 'reopened']);
});

it('tells what happens to exceptions of a source', async () => {
  const book = await openMemoryBook();
  const { sources, take } = book;
  const exception = {
    ...{ id: 'EX', type: 'short-pick', severity: 'low', orderId: 'A', lineNumbers: ['1'] },
    ...{ openedAt: '2013-06-03T00:00:00.000Z' },
  };
  sources.erp?.put(order('A', [line('1')]));
  await take('erp');
  for (const more of [
    {},
    { assignedTo: 'ann' },
    { assignedTo: 'ann', severity: 'high' },
    { resolvedAt: '2013-06-09T00:00:00.000Z' },
  ]) {
    sources.erp?.put(record('exception', { ...exception, ...more }));
    await take('erp');
  }

  const told = (await toldOf(book)).filter(({ exceptionId }) => exceptionId === 'EX').map(({ change }) => change);
  expect(told.filter((change) => change !== 'affects')).toEqual(['opened', 'assigned', 'escalated', 'resolved']);
});
