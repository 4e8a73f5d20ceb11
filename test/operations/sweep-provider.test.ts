import { expect, it } from 'vitest';
import { sweepProvider } from '../../src/operations/sweep-provider.ts';
import { line, order } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';

const { signal } = new AbortController();
const IDS = ['A', 'B', 'C', 'D', 'E', 'F'];

async function openFilledBook() {
  const book = await openMemoryBook();
  const { erp } = book.sources;
  if (!erp) throw new Error('expected a source');
  erp.put(...IDS.map((id) => order(id, [line('1')])));
  await book.take('erp');
  const sweep = async () =>
    (await sweepProvider(book.deps, book.deps.providers.get('erp'), signal)).find(({ kind }) => kind === 'order');
  const parked = async () =>
    (await book.deps.store.parked.list('erp', 10)).map(({ location, reason }) => ({ location, reason }));
  return { ...book, erp, sweep, parked };
}

it('removes what the source no longer lists, once', async () => {
  const { deps, erp, sweep, parked } = await openFilledBook();
  erp.lose('order', 'B');

  expect(await sweep()).toMatchObject({ known: 6, removed: 1, problem: null });
  expect(await sweep()).toMatchObject({ known: 5, removed: 0, problem: null });
  expect((await deps.store.inbox.pending(10)).map(({ type, subject }) => `${type} ${subject}`)).toEqual([
    'order.cancelled order/B',
  ]);
  expect(await parked()).toEqual([]);
});

it('removes nothing when the source lists nothing, when too much is gone, and when the listing fails; an operator is told once', async () => {
  const { deps, erp, sweep, parked } = await openFilledBook();
  erp.inject({ on: 'listKeys', error: new Error('line cut'), times: deps.providers.get('erp').kinds.length });
  const failed = await sweep();
  for (const id of IDS.slice(0, 3)) erp.lose('order', id);
  const tooMuch = await sweep();
  for (const id of IDS.slice(3)) erp.lose('order', id);
  const empty = await sweep();
  await sweep();

  expect(failed?.problem).toMatch(/expected a whole listing, it ended early: nothing was removed .*line cut/);
  expect(tooMuch?.problem).toMatch(
    /expected at most 2 of 6 known records to be gone .*, 3 are, such as "A": nothing was/,
  );
  expect(empty?.problem).toMatch(/expected some of the 6 records that are known, the source lists none/);
  expect([failed, tooMuch, empty].map((report) => report?.removed)).toEqual([0, 0, 0]);
  expect((await deps.store.inbox.pending(10)).map(({ type }) => type)).toEqual(['provider.degraded']);
  const told = (await parked()).filter(({ location }) => location === 'sweep of order');
  expect(told.map(({ reason }) => reason)).toContain(empty?.problem);
});

it('a source whose sweep was refused is degraded with the reason, however often it is read, until a sweep goes well', async () => {
  const { deps, erp, sweep, take } = await openFilledBook();
  const status = async () => (await deps.store.sources.statuses()).get('erp');
  for (const id of IDS) erp.lose('order', id);

  await sweep();
  await take('erp');
  const refused = await status();
  erp.put(...IDS.map((id) => order(id, [line('1')])));
  await sweep();

  expect(refused?.failingSince).not.toBeNull();
  expect(refused?.lastError).toMatch(/^sweep: order: expected some of the 6 records that are known/);
  expect(await status()).toMatchObject({ failingSince: null, lastError: null });
});
