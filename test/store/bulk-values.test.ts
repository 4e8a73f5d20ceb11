import { afterAll, beforeAll, expect, it } from 'vitest';
import { june } from '../domain/given.ts';
import type { Book } from '../../src/store/open-book.ts';
import { openTestBook } from '../support/book.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

it('large texts and lists arrive as they were given, in a transaction and outside, at the same time', async () => {
  const keys = Array.from({ length: 3000 }, (_, index) => `line/${index} "quoted", {braced} \\ ü😀`);
  const seen = (from: string) => new Map(keys.map((key) => [`${from} ${key}`, seenNow]));

  await Promise.all([
    book.store.sources.saveSeen('erp', 'order', seen('outside')),
    book.store.transaction((store) => store.sources.saveSeen('erp', 'order', seen('inside'))),
  ]);

  for (const from of ['outside', 'inside']) {
    const found = await book.store.sources.seen('erp', 'order', [...seen(from).keys()]);
    expect(found).toEqual(seen(from));
  }
});

it('a text that looks like a token of ours stays what it is', async () => {
  const key = 'promisegraph:00000000-0000-0000-0000-000000000000:1';
  await book.store.sources.saveSeen('erp', 'order', new Map([[key, seenNow]]));

  expect((await book.store.sources.seen('erp', 'order', [key])).has(key)).toBe(true);
});

const seenNow = { hashes: { said: 'x' }, lastTime: june(1), readId: 'read-1' };
