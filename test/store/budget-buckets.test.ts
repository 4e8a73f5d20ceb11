import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

const SMALL = { points: 100, restorePerSecond: 0.001 };

describe('budgets in the database', () => {
  it('give what there is and no more, whoever asks at the same time', async () => {
    const { budgetBuckets } = book.store;

    const answers = await Promise.all(Array.from({ length: 10 }, () => budgetBuckets.take('key:a', SMALL, 30, false)));

    expect(answers.filter(({ isTaken }) => isTaken)).toHaveLength(3);
    expect((await budgetBuckets.take('key:a', SMALL, 30, false)).available).toBeCloseTo(10, 0);
    expect(await budgetBuckets.take('key:b', SMALL, 101, false)).toEqual({ isTaken: false, available: 100 });
  });

  it('can be overdrawn, filled up to what they hold, and fill by themselves', async () => {
    const { budgetBuckets } = book.store;

    expect(await budgetBuckets.take('key:c', SMALL, 130, true)).toEqual({ isTaken: true, available: -30 });
    expect((await budgetBuckets.take('key:c', SMALL, -1_000, true)).available).toBe(100);
    await budgetBuckets.take('key:c', SMALL, 100, false);
    const fast = { points: 100, restorePerSecond: 1e9 };
    expect((await budgetBuckets.take('key:c', fast, 60, false)).isTaken).toBe(true);
  });
});

describe('trusted documents', () => {
  it('are added once, found by their hash, listed by name and removed', async () => {
    const { trustedDocuments } = book.store;
    const document = { hash: 'a'.repeat(64), name: 'b.graphql', body: '{ hello }' };

    expect([
      await trustedDocuments.save(document),
      await trustedDocuments.save({ ...document, name: 'a.graphql' }),
    ]).toEqual([true, false]);
    expect(await trustedDocuments.get(document.hash)).toMatchObject({ name: 'a.graphql', body: '{ hello }' });
    expect(await trustedDocuments.all()).toHaveLength(1);
    expect([await trustedDocuments.remove(document.hash), await trustedDocuments.remove(document.hash)]).toEqual([
      true,
      false,
    ]);
  });
});
