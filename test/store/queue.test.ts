import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { QueueEntry } from '../../src/domain/queue.ts';
import type { Book } from '../../src/store/open-book.ts';
import { june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';
import { givenEntry, givenRisk } from '../support/risk.ts';
import { readAll } from './given-state.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

const entry = (
  lineId: string,
  score: number,
  siteId: string | null = 'A',
  kind: QueueEntry['kind'] = 'release',
): QueueEntry => givenEntry({ lineId, kind, siteId, score });

describe('a queue', () => {
  const entries = [
    entry('d', 1),
    entry('c', 2, 'B'),
    entry('b', 2),
    entry('a', 0.1 + 0.2, null),
    entry('e', 9, 'A', 'backorder'),
  ];
  beforeEach(async () => {
    await book.store.queue.remove(['a', 'b', 'c', 'd', 'e']);
    await book.store.queue.save(entries);
  });

  it('stands by place: highest score first, equal scores by line', async () => {
    const page = (siteId: string | null) =>
      readAll((after) => book.store.queue.page({ kind: 'release', siteId, first: 2, after }));

    expect((await page(null)).map(({ lineId }) => lineId)).toEqual(['b', 'c', 'd', 'a']);
    expect((await page('A')).map(({ lineId }) => lineId)).toEqual(['b', 'd']);
  });

  it('ranks many lines at once, of all sites or of one', async () => {
    const { ranks, count } = book.store.queue;

    expect(await ranks('release', null, ['a', 'c', 'e', 'unknown'])).toEqual(
      new Map([
        ['a', 4],
        ['c', 2],
      ]),
    );
    expect(await ranks('release', 'A', ['b', 'c', 'd'])).toEqual(
      new Map([
        ['b', 1],
        ['d', 2],
      ]),
    );
    expect(await count('release', null)).toBe(4);
    expect(await count('release', 'A')).toBe(2);
    expect(await count('backorder', 'B')).toBe(0);
  });

  it('holds a line once: saving again moves it, the last of two counts', async () => {
    const { save, byLineIds } = book.store.queue;
    await save([entry('a', 3), entry('a', 5, 'B', 'backorder')]);

    expect(await byLineIds(['a', 'b', 'x'])).toEqual(
      new Map([
        ['a', entry('a', 5, 'B', 'backorder')],
        ['b', entry('b', 2)],
      ]),
    );
  });

  it('meets every line that stays once when read in pages while others come and go', async () => {
    const stay = Array.from({ length: 30 }, (_, index) =>
      entry(`stay-${String(index).padStart(2, '0')}`, 100 + (index % 3), 'P'),
    );
    await book.store.queue.save(stay);
    let round = 0;
    const comeAndGo = async (): Promise<void> => {
      round += 1;
      await book.store.queue.save([entry(`come-${round}`, 100 + (round % 3), 'P')]);
      await book.store.queue.remove([`come-${round - 2}`]);
    };

    const seen = await readAll(
      (after) => book.store.queue.page({ kind: 'release', siteId: 'P', first: 4, after }),
      comeAndGo,
    );

    const stayed = seen.filter(({ lineId }) => lineId.startsWith('stay'));
    expect(stayed).toEqual([...stay].sort((a, b) => b.score - a.score || (a.lineId < b.lineId ? -1 : 1)));
  });

  it('ranks each line where its page shows it, for any scores', async () => {
    const scores = fc.array(fc.double({ min: 0, max: 2 ** 40, noNaN: true }), { minLength: 1, maxLength: 12 });
    await fc.assert(
      fc.asyncProperty(scores, async (given) => {
        const lines = given.map((score, index) => entry(`any-${index}`, score, 'any'));
        await book.store.queue.save(lines);

        const { items } = await book.store.queue.page({ kind: 'release', siteId: 'any', first: 100, after: null });
        const ranks = await book.store.queue.ranks(
          'release',
          'any',
          lines.map(({ lineId }) => lineId),
        );

        expect(items.map(({ value }) => ranks.get(value.lineId))).toEqual(lines.map((_, index) => index + 1));
        expect(new Map(items.map(({ value }) => [value.lineId, value.score]))).toEqual(
          new Map(lines.map(({ lineId, score }) => [lineId, score === 0 ? 0 : score])),
        );
        await book.store.queue.remove(lines.map(({ lineId }) => lineId));
      }),
      { numRuns: 15 },
    );
  });
});

describe('a risk', () => {
  const risk = givenRisk({
    lineId: 'SO-1/1',
    late: 0.1 + 0.2,
    lateLow: 1 / 3,
    missing: ['stock', 'workload'],
    short: 0.25,
    deliverP50At: june(3),
    method: 'model',
    scoredAt: june(1),
    seen: { numbers: [1 / 3, null, -2.5e-9], categories: ['a"b', null], openDays: 0.1 },
  });
  const byRules = givenRisk({
    lineId: 'SO-1/2',
    method: 'rules',
    methodReason: 'there is no model',
    points: [{ name: 'slack', logOdds: -1 / 3, said: 'expected 2 days before the promise' }],
  });

  it('comes back with all that made it, replaced by the next, gone when removed', async () => {
    const { save, byLineIds, remove } = book.store.risks;

    await save([risk, byRules]);
    expect(await byLineIds(['SO-1/1', 'SO-1/2', 'SO-1/3'])).toEqual(
      new Map([
        ['SO-1/1', risk],
        ['SO-1/2', byRules],
      ]),
    );

    await save([{ ...risk, late: 0.5 }]);
    expect((await byLineIds(['SO-1/1'])).get('SO-1/1')?.late).toBe(0.5);

    await remove(['SO-1/1', 'SO-1/2']);
    await remove([]);
    expect((await byLineIds(['SO-1/1', 'SO-1/2'])).size).toBe(0);
  });
});
