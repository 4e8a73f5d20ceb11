import { expect, it } from 'vitest';
import { line, order } from '../providers/given-records.ts';
import { openShelfBook } from './shelf-book.ts';

const IDS = ['A', 'B', 'C', 'D', 'E', 'F'];

async function openFilledBook() {
  const book = await openShelfBook();
  book.source.records.push(...IDS.map((id) => order(id, [line('1')])));
  await book.read();
  const before = await book.told();
  return { ...book, news: async () => (await book.told()).slice(before.length) };
}

it('a sweep that reads everything again takes in a change that moved no cursor, once', async () => {
  const { source, read, sweep, news } = await openFilledBook();
  source.records[1] = order('B', [line('1', { cancelled: true })]);

  await read();
  const unseen = await news();
  const first = await sweep();
  const seen = await news();
  await sweep();

  expect(unseen).toEqual([]);
  expect(first).toEqual([{ kind: 'order', known: 6, removed: 0, problem: null }]);
  expect(seen).toEqual([expect.stringMatching(/ order\/B$|line\/B/)]);
  expect(await news()).toEqual(seen);
});

it('it removes what was not read again', async () => {
  const { source, sweep, news } = await openFilledBook();
  source.records.splice(2, 1);

  expect(await sweep()).toMatchObject([{ known: 6, removed: 1, problem: null }]);
  expect(await news()).toEqual(['order.cancelled order/C']);
});

it('it removes nothing while a row cannot be read, which may be the one that is missed', async () => {
  const { source, sweep, news } = await openFilledBook();
  source.records[2] = { ...order('C', [line('1')]), id: '' };

  const [report] = await sweep();

  expect(report).toMatchObject({
    removed: 0,
    problem: expect.stringMatching(/nothing was removed \(1 rows cannot be read/),
  });
  expect((await news()).filter((event) => event.startsWith('order.'))).toEqual([]);
});
