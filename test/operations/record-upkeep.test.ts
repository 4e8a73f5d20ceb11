import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Doer } from '../../src/domain/audit.ts';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { recordLoad, recordModel, recordTraining } from '../../src/operations/record-upkeep.ts';
import type { Scorer } from '../../src/scoring/snapshot.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

const KIM: Doer = { viewer: { ...SYSTEM, name: 'kim' }, address: null, transport: 'cli' };
let book: Book;

beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

/** All that a record of it takes of a model. */
function model(version: string): () => Scorer {
  return () => ({ version }) as Scorer;
}

async function entries(): Promise<readonly unknown[]> {
  const { items } = await book.store.audit.page({ first: 50, after: null });
  return items
    .map(({ value: { actor, action, target, before, after } }) => [actor.name, action, target?.id, before, after])
    .reverse();
}

it('says who loaded a book, who trained a model on it, and which one has scored it since', async () => {
  const { store } = book;
  const read = { ...{ providerId: 'erp', records: 3, events: 3, parked: 0, withheld: 0 }, problem: null };
  await recordModel({ store, scorer: () => null }, KIM, 'b');
  await recordLoad({ store }, KIM, 'b', { sources: [read], applied: 3, scored: 2 });
  await recordTraining({ store }, KIM, { version: 'm/1', dir: '.', lines: 9, metrics: {} as never });
  await recordModel({ store, scorer: model('m/1') }, KIM, 'b');
  await recordModel({ store, scorer: model('m/1') }, KIM, 'b');
  await recordModel({ store, scorer: () => null }, KIM, 'b');

  expect(await entries()).toEqual([
    [
      'kim',
      'book.load',
      'b',
      null,
      { sources: [{ providerId: 'erp', records: 3, whole: true }], applied: 3, scored: 2 },
    ],
    ['kim', 'model.train', 'm/1', null, { lines: 9 }],
    ['kim', 'model.promote', 'b', { model: null }, { model: 'm/1' }],
    ['kim', 'model.promote', 'b', { model: 'm/1' }, { model: null }],
  ]);
});
