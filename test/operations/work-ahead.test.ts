import { expect, it } from 'vitest';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import { createWorkAhead, type WorkedOutBatch } from '../../src/operations/work-ahead.ts';
import { event, june, line } from '../domain/given.ts';
import { delivered, order } from '../store/given-state.ts';
import { openMemoryBook, type MemoryBook } from './memory-book.ts';

/** Each thing is told of in several batches, whatever their size: orders again after their lines, lines after their deliveries. */
const EVENTS = [
  order('SO-1', 1, [{ lineNumber: '1' }, { lineNumber: '2' }]),
  order('SO-2', 2),
  event('order.placed', 3, { header: headerOf('SO-1', 1), lines: [] }),
  delivered('SO-1', '1', 4),
  delivered('SO-3', '1', 5),
  order('SO-3', 6),
  event('line.repromised', 7, { ...line, promise: { promisedShipBy: null, promisedDeliverBy: june(3) } }),
  event('order.changed', 8, { orderId: 'SO-1', header: headerOf('SO-1', 2), lines: [] }),
  delivered('SO-1', '2', 9),
  delivered('SO-2', '1', 10),
];

it('ends as when all is applied at once, whatever the size of the batches', async () => {
  const ends = [];
  for (const batchSize of [100, 1, 2, 3]) {
    const book = await openMemoryBook();
    await book.tell(...EVENTS);
    expect(await applyInbox(book.deps, { batchSize, score: false })).toBe(EVENTS.length);
    ends.push(await endOf(book));
  }

  for (const end of ends) expect(end).toEqual(ends[0]);
});

it('ends the same when others apply meanwhile and a write fails', async () => {
  const alone = await openMemoryBook();
  await alone.tell(...EVENTS);
  await applyInbox(alone.deps, { score: false });
  const book = await openMemoryBook();
  await book.tell(...EVENTS);
  let writes = 0;
  const failing: typeof book.deps.store = {
    ...book.deps.store,
    transaction: (work) =>
      book.deps.store.transaction(async (tx) => {
        const result = await work(tx);
        if ((writes += 1) === 2) throw new Error('this write fails');
        return result;
      }),
  };

  await Promise.all([
    applyInbox({ ...book.deps, store: failing }, { batchSize: 2, score: false }),
    applyInbox(book.deps, { batchSize: 3, score: false }),
  ]);

  expect(await endOf(book)).toEqual(await endOf(alone));
});

it('takes what it worked out ahead only while nobody has applied anything else', async () => {
  const { deps, tell } = await openMemoryBook();
  const { store } = deps;
  await tell(...EVENTS.slice(0, 6));
  const next = createWorkAhead(store, 2);
  const take = (): Promise<WorkedOutBatch | null> => store.transaction((tx) => next(tx));

  const first = await take();
  await applyInbox(deps, { batchSize: 100, score: false });
  await tell(...EVENTS.slice(6));
  const second = await take();

  expect(first?.events).toEqual(EVENTS.slice(0, 2));
  expect(second?.events).toEqual(EVENTS.slice(6, 8));
  expect(second?.before.get('order/SO-1')?.facets).toEqual(
    (await store.entities.load([{ kind: 'order', id: 'SO-1' }])).get('order/SO-1')?.facets,
  );
});

async function endOf({ deps: { store } }: MemoryBook) {
  const tallies = await store.outcomes.sum(['item=I-1'], '2013-06-01', '2013-07-01');
  return { hash: await store.entities.hash(), tallies, pending: await store.inbox.pendingCount() };
}

function headerOf(id: string, day: number) {
  return { id, customerId: 'C-1', placedAt: june(day), currency: 'USD' };
}
