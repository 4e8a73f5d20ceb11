import { expect, it } from 'vitest';
import { line, order } from '../providers/given-records.ts';
import { openShelfBook } from './shelf-book.ts';

const IDS = ['A', 'B', 'C'];

it('tells the source of each page, once it is saved', async () => {
  const { deps, source, read } = await openShelfBook();
  source.records.push(...IDS.map((id) => order(id, [line('1')])));
  const told: unknown[] = [];
  source.onAcknowledge = async (cursor) => {
    const events = await deps.store.inbox.pending(100);
    const orders = new Set(events.map(({ subject }) => subject).filter((subject) => subject.startsWith('order/')));
    told.push({ cursor, saved: await deps.store.sources.cursor('shelf', 'order'), orders: orders.size });
  };

  await read();

  expect(told).toMatchObject([1, 2, 3].map((cursor) => ({ cursor, saved: { cursor }, orders: cursor })));
});

it('keeps a page whose acknowledgement was not heard, and takes it in only once when the source gives it again', async () => {
  const { source, read, told } = await openShelfBook();
  source.records.push(...IDS.map((id) => order(id, [line('1')])));
  source.onAcknowledge = () => {
    throw new Error('line cut');
  };
  const failed = await read();
  const kept = await told();

  source.onAcknowledge = () => undefined;
  source.records.splice(1, 0, order('A', [line('1')])); // not acknowledged: it comes again, behind the cursor
  const went = await read();

  expect(failed).toMatchObject({ records: 0, problem: expect.stringMatching(/acknowledge order: line cut/) });
  expect(kept.filter((event) => event.startsWith('order.placed'))).toEqual(['order.placed order/A']);
  expect(went).toMatchObject({ problem: null });
  expect((await told()).filter((event) => event.startsWith('order.placed')).sort()).toEqual(
    IDS.map((id) => `order.placed order/${id}`),
  );
});
