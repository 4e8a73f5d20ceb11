import { afterAll, beforeEach, expect, it } from 'vitest';
import type { OutcomeDay } from '../../src/domain/outcome.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

let book: Book | null = null;
beforeEach(async () => {
  book ??= await openTestBook();
  await book.store.outcomes.clear();
});
afterAll(() => book?.close());

const day = (key: string, date: string, leadDays: number, lines = 1): OutcomeDay => ({
  key,
  day: date,
  lines,
  late: lines,
  leadDays,
  delayDays: -leadDays,
});

it('outcomes add up by key over the days from and before', async () => {
  const { add, sum } = (book as Book).store.outcomes;
  await add([
    day('a', '2013-06-01', 1),
    day('a', '2013-06-01', 2),
    day('a', '2013-06-02', 4),
    day('b', '2013-06-02', 8),
  ]);
  await add([day('a', '2013-06-03', 16), day('a', '2013-06-02', 32)]);
  await add([]);

  const sums = await sum(['a', 'c'], '2013-06-01', '2013-06-03');

  expect(sums).toEqual(new Map([['a', { lines: 4, late: 4, leadDays: 39, delayDays: -39 }]]));
  expect((await sum(['b'], '2013-06-02', '2013-06-02')).size).toBe(0);
});

it('what was added can be taken back whole, in any order', async () => {
  const { add, sum } = (book as Book).store.outcomes;
  const [lost, kept] = [0.1 + 0.2, 1 / 3];
  await add([day('a', '2013-06-01', lost), day('a', '2013-06-01', kept)]);
  await add([day('a', '2013-06-01', -lost, -1)]);

  expect((await sum(['a'], '2013-06-01', '2013-06-02')).get('a')).toEqual({
    lines: 1,
    late: 1,
    leadDays: kept,
    delayDays: -kept,
  });

  await add([day('a', '2013-06-01', -kept, -1)]);
  expect((await sum(['a'], '2013-06-01', '2013-06-02')).size).toBe(0);
});

it('what a line was counted for is remembered until all is forgotten', async () => {
  const { counted, saveCounted, clear } = (book as Book).store.outcomes;
  const first = { keys: ['a', 'b'], day: '2013-06-01', late: 1, leadDays: 1.5, delayDays: 0.1 + 0.2 };
  const second = { ...first, day: '2013-06-02' };

  await saveCounted(
    new Map([
      ['SO-1/1', first],
      ['SO-1/2', first],
      ['SO-1/3', first],
    ]),
  );
  await saveCounted(
    new Map([
      ['SO-1/2', second],
      ['SO-1/3', null],
    ]),
  );

  expect(await counted(['SO-1/1', 'SO-1/2', 'SO-1/3', 'SO-1/4'])).toEqual(
    new Map([
      ['SO-1/1', first],
      ['SO-1/2', second],
      ['SO-1/3', null],
    ]),
  );
  await clear();
  expect((await counted(['SO-1/1'])).size).toBe(0);
});
