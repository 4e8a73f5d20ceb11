import { expect, it } from 'vitest';
import { readAhead } from '../../src/operations/read-ahead.ts';

it('gives the items in their order, and then ends', async () => {
  expect(await all(readAhead(numbers(5)))).toEqual([0, 1, 2, 3, 4]);
  expect(await all(readAhead(numbers(0)))).toEqual([]);
});

it('asks for one item more than was taken, and no further', async () => {
  const asked: number[] = [];
  const items = readAhead(numbers(10, asked))[Symbol.asyncIterator]();

  await items.next();
  await new Promise((done) => setTimeout(done, 5));

  expect(asked).toEqual([0, 1]);
  await items.return?.();
});

it('lets an error arrive behind the items before it, also when the caller is slow', async () => {
  const taken: number[] = [];
  const failing = readAhead(thenFail(2));

  await expect(
    (async () => {
      for await (const item of failing) {
        await new Promise((done) => setTimeout(done, 5)); // the error is there by now, and is nobody's yet
        taken.push(item);
      }
    })(),
  ).rejects.toThrow('source broke');

  expect(taken).toEqual([0, 1]);
});

it('closes the source when the caller stops early, also when what was read ahead failed', async () => {
  const closed: string[] = [];

  for await (const _ of readAhead(closing(numbers(5), closed))) break;
  for await (const _ of readAhead(closing(thenFail(1), closed))) break;

  expect(closed).toEqual(['closed', 'closed']);
});

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const taken: T[] = [];
  for await (const item of items) taken.push(item);
  return taken;
}

async function* numbers(count: number, asked: number[] = []): AsyncIterable<number> {
  for (let next = 0; next < count; next++) {
    asked.push(next);
    yield await Promise.resolve(next);
  }
}

async function* thenFail(after: number): AsyncIterable<number> {
  yield* numbers(after);
  throw new Error('source broke');
}

async function* closing(items: AsyncIterable<number>, closed: string[]): AsyncIterable<number> {
  try {
    yield* items;
  } finally {
    closed.push('closed');
  }
}
