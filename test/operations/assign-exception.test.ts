import { expect, it } from 'vitest';
import type { Doer } from '../../src/domain/audit.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { assignException } from '../../src/operations/assign-exception.ts';
import { rescoreOpenBook } from '../../src/operations/rescore-open-book.ts';
import { line, order, record } from '../providers/given-records.ts';
import { NOW, openMemoryBook, type MemoryBook } from './memory-book.ts';

const KIM: Doer = {
  viewer: { ...SYSTEM, kind: 'user', id: 'user:kim', name: 'Kim' },
  address: null,
  transport: 'http',
};

const HOLD = { id: 'H', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };

/** A book with one found exception, an order on hold, and one that its source told of. */
async function open() {
  const book = await openMemoryBook();
  const told = { id: 'T-1', type: 'invoice', severity: 'low', openedAt: NOW };
  book.sources.erp?.put(order('A', [line('1')], { holds: [HOLD] }));
  book.sources.erp?.put(record('exception', told));
  await book.take('erp');
  await rescoreOpenBook(book.deps);
  const { items } = await book.deps.store.exceptions.page({ first: 10, after: null, open: true });
  const found = items.map(({ value }) => value.id).find((id) => id !== 'T-1') ?? '';
  return { book, found };
}

function give({ deps }: MemoryBook, id: string, to: string | null) {
  return assignException(deps, deps.store.readAs({ kind: 'all' }), KIM, { id, to });
}

async function stateOf({ deps }: MemoryBook, id: string) {
  return (await deps.store.exceptions.byIds([id])).get(id);
}

it('a found exception has who it was given to, until it is given back; all of it is told and recorded', async () => {
  const { book, found } = await open();
  const { store } = book.deps;

  await give(book, found, 'Kim');
  await give(book, found, 'Kim');
  const given = await stateOf(book, found);
  await give(book, found, null);

  expect(given).toMatchObject({ assignedTo: 'Kim', status: 'assigned' });
  expect(await stateOf(book, found)).toMatchObject({ assignedTo: null, status: 'open' });
  const history = (await store.raised.history([found])).get(found) ?? [];
  expect(history.slice(1).map(({ change, note }) => [change, note])).toEqual([
    ['assigned', 'assigned to Kim'],
    ['assigned', 'assigned to nobody'],
  ]);
  const [newest] = (await store.audit.page({ first: 1, after: null })).items;
  expect(newest?.value).toMatchObject({
    ...{ actor: { id: 'user:kim' }, action: 'exception.assign', target: { kind: 'exception', id: found } },
    ...{ before: { assignedTo: 'Kim' }, after: { assignedTo: null } },
  });
});

it('scoring again leaves it with who has it, and one that comes back is with nobody', async () => {
  const { book, found } = await open();
  await give(book, found, 'Kim');

  await rescoreOpenBook(book.deps);
  const scored = await stateOf(book, found);
  for (const holds of [[], [HOLD]]) {
    book.sources.erp?.put(order('A', [line('1')], { holds }));
    await book.take('erp');
  }

  expect(scored).toMatchObject({ assignedTo: 'Kim', status: 'assigned' });
  expect(await stateOf(book, found)).toMatchObject({ assignedTo: null, status: 'reopened' });
});

it('is refused for what a source told of, for what is resolved, and for what is not there', async () => {
  const { book, found } = await open();
  book.sources.erp?.put(order('A', [line('1')], { holds: [] }));
  await book.take('erp');

  expect(await give(book, 'T-1', 'Kim')).toEqual({ refused: 'told-by-source', exceptionId: 'T-1' });
  expect(await give(book, found, 'Kim')).toEqual({ refused: 'resolved', exceptionId: found });
  await expect(give(book, 'nowhere', 'Kim')).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
