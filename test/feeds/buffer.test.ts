import fc from 'fast-check';
import { expect, test } from 'vitest';
import { AppError } from '../../src/errors.ts';
import { createBuffer, type Buffer } from '../../src/feeds/buffer.ts';
import { toPromptIterator } from '../../src/feeds/prompt-iterator.ts';

function merging(limit: number): Buffer<number> {
  return createBuffer<number>({
    limit,
    overflow: { keyOf: (n) => String(n % 10), failure: () => new AppError('FELL_BEHIND', 'too many') },
  });
}

function renewing(limit: number, renew: () => number): Buffer<number> {
  return createBuffer<number>({ limit, overflow: { renew } });
}

/** The next item; null when it is over. */
async function next<T>(buffer: Buffer<T>): Promise<T | null> {
  const { value = null } = await toPromptIterator(buffer, () => undefined).next();
  return value;
}

async function drain(buffer: Buffer<number>): Promise<number[]> {
  const read: number[] = [];
  for (let item = await next(buffer); item !== null; item = await next(buffer)) read.push(item);
  return read;
}

test('a consumer that waits gets an item as soon as it is pushed', async () => {
  const buffer = merging(2);
  const waiting = next(buffer);

  buffer.push(7);

  expect(await waiting).toBe(7);
});

test('up to the limit every item is kept in order, whatever its key', () => {
  return fc.assert(
    fc.asyncProperty(fc.array(fc.nat(), { maxLength: 20 }), async (items) => {
      const buffer = merging(20);

      items.forEach(buffer.push);
      buffer.end();

      expect(await drain(buffer)).toEqual(items);
    }),
  );
});

test('past the limit the newest item of each key is kept, in the order of the newest', async () => {
  const buffer = merging(4);

  [1, 11, 2, 21, 12, 3].forEach(buffer.push);
  buffer.end();

  expect(await drain(buffer)).toEqual([21, 12, 3]);
});

test('once it has caught up a consumer gets every item again', async () => {
  const buffer = merging(2);
  [1, 11, 21].forEach(buffer.push);
  await next(buffer);

  [31, 41].forEach(buffer.push);

  expect([await next(buffer), await next(buffer)]).toEqual([31, 41]);
});

test('too many keys end the loop with the failure, once', async () => {
  const buffer = merging(3);

  [1, 2, 3, 4, 5].forEach(buffer.push);

  await expect(next(buffer)).rejects.toMatchObject({ code: 'FELL_BEHIND' });
  expect(await next(buffer)).toBeNull();
});

test('a buffer never keeps more than its limit', () => {
  return fc.assert(
    fc.asyncProperty(fc.array(fc.nat(40), { maxLength: 60 }), fc.integer({ min: 1, max: 12 }), async (items, limit) => {
      const buffer = merging(limit);

      items.forEach(buffer.push);
      buffer.end();

      try {
        const read = await drain(buffer);
        expect(read.length).toBeLessThanOrEqual(limit);
        expect(read.at(-1)).toBe(items.at(-1));
      } catch (error) {
        expect(error).toMatchObject({ code: 'FELL_BEHIND' });
        expect(new Set(items.map((n) => n % 10)).size).toBeGreaterThan(limit);
      }
    }),
  );
});

test('where things can be told anew, one item stands for too many, made when it is read', async () => {
  let now = 100;
  const buffer = renewing(2, () => now);

  [1, 2, 3, 4].forEach(buffer.push);
  now = 200;

  expect(await next(buffer)).toBe(200);
  buffer.push(5);
  expect(await next(buffer)).toBe(5);
});

test('an error ends the loop at once, and a close answers who waits', async () => {
  const failed = merging(3);
  failed.push(1);
  failed.fail(new AppError('RESYNC_REQUIRED', 'begun anew'));
  const closed = merging(3);
  const waiting = next(closed);

  closed.close();
  closed.push(1);

  await expect(next(failed)).rejects.toMatchObject({ code: 'RESYNC_REQUIRED' });
  expect(await waiting).toBeNull();
  expect(await next(closed)).toBeNull();
});
