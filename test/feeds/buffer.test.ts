import fc from 'fast-check';
import { expect, test, vi } from 'vitest';
import { createBuffer } from '../../src/feeds/buffer.ts';

function numbers(limit: number, onClosed: () => void = () => undefined) {
  return createBuffer<number>({ limit, keyOf: (n) => String(n % 10), onClosed });
}

test('a consumer that waits gets an item as soon as it is pushed', async () => {
  const buffer = numbers(2);
  const waiting = buffer.next();

  buffer.push(7);

  expect(await waiting).toEqual({ value: 7, done: false });
});

test('up to the limit every item is kept in order, whatever its key', () => {
  return fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (items) => {
      const buffer = numbers(20);

      items.forEach(buffer.push);
      buffer.end();

      const read: number[] = [];
      for await (const item of buffer) read.push(item);
      expect(read).toEqual(items);
    }),
  );
});

test('past the limit the newest item of each key is kept, in the order of the newest', async () => {
  const buffer = numbers(4);

  [1, 11, 2, 21, 12, 3].forEach(buffer.push);
  buffer.end();

  const read: number[] = [];
  for await (const item of buffer) read.push(item);
  expect(read).toEqual([21, 12, 3]);
});

test('once it has caught up a consumer gets every item again', async () => {
  const buffer = numbers(2);
  [1, 11, 21].forEach(buffer.push);
  await buffer.next();

  [31, 41].forEach(buffer.push);

  expect([(await buffer.next()).value, (await buffer.next()).value]).toEqual([31, 41]);
});

test('too many keys end the loop with an error that says to subscribe again, once, and keep nothing', async () => {
  const onClosed = vi.fn();
  const buffer = numbers(3, onClosed);

  [1, 2, 3, 4, 5].forEach(buffer.push);

  expect(onClosed).toHaveBeenCalledTimes(1);
  await expect(buffer.next()).rejects.toMatchObject({
    code: 'SUBSCRIBER_TOO_SLOW',
    message: expect.stringContaining('subscribe again') as string,
  });
  expect(await buffer.next()).toEqual({ value: undefined, done: true });
  expect(onClosed).toHaveBeenCalledTimes(1);
});

test('a buffer never keeps more than its limit', () => {
  return fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), async (items, limit) => {
      const buffer = numbers(limit);

      items.forEach(buffer.push);
      buffer.end();

      const read: number[] = [];
      try {
        for await (const item of buffer) read.push(item);
        expect(read.length).toBeLessThanOrEqual(limit);
        expect(read.at(-1)).toBe(items.at(-1));
      } catch (error) {
        expect(error).toMatchObject({ code: 'SUBSCRIBER_TOO_SLOW' });
        expect(new Set(items.map((n) => n % 10)).size).toBeGreaterThan(limit);
      }
    }),
  );
});

test('returning answers a consumer that waits, and later pushes are forgotten', async () => {
  const onClosed = vi.fn();
  const buffer = numbers(3, onClosed);
  const waiting = buffer.next();

  await buffer.return();
  buffer.push(1);

  expect(await waiting).toEqual({ value: undefined, done: true });
  expect(await buffer.next()).toEqual({ value: undefined, done: true });
  expect(onClosed).toHaveBeenCalledTimes(1);
});
