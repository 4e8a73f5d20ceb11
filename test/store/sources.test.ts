import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { SeenRecord } from '../../src/store/store.ts';
import type { Book } from '../../src/store/open-book.ts';
import { june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

describe('a source', () => {
  it('has a cursor per kind of record, null before the first read', async () => {
    const { cursor, moveCursor } = book.store.sources;

    expect(await cursor('erp', 'order')).toBeNull();
    await moveCursor('erp', 'order', { from: null, to: { file: 'a', at: [1, null] } });
    await moveCursor('erp', 'item', { from: null, to: 'x' });
    await moveCursor('erp', 'order', { from: { at: [1, null], file: 'a' }, to: { file: 'b' } });

    expect(await cursor('erp', 'order')).toEqual({ file: 'b' });
    expect(await cursor('erp', 'item')).toBe('x');
    expect(await cursor('wms', 'order')).toBeNull();
  });

  it('is read on only from where the read stood', async () => {
    const { cursor, moveCursor } = book.store.sources;
    await moveCursor('tms', 'order', { from: null, to: 1 });

    await expect(moveCursor('tms', 'order', { from: 2, to: 3 })).rejects.toThrow(/tms order: .*another place is kept/);
    await expect(moveCursor('tms', 'order', { from: null, to: 3 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });
    await expect(moveCursor('tms', 'item', { from: 1, to: 2 })).rejects.toMatchObject({ code: 'VERSION_CONFLICT' });

    expect(await cursor('tms', 'order')).toBe(1);
    expect(await cursor('tms', 'item')).toBeNull();
  });

  it('has what was last seen of its records', async () => {
    const { seen, saveSeen } = book.store.sources;
    const first: SeenRecord = { hashes: { header: 'abc', 'line/1': 'def' }, lastTime: june(1), readId: 'r1' };
    const second: SeenRecord = { hashes: {}, lastTime: june(2), readId: 'r2' };

    await saveSeen(
      'erp',
      'order',
      new Map([
        ['a', first],
        ['b', first],
      ]),
    );
    await saveSeen('erp', 'order', new Map([['b', second]]));
    await saveSeen('erp', 'order', new Map());

    expect(await seen('erp', 'order', ['a', 'b', 'c'])).toEqual(
      new Map([
        ['a', first],
        ['b', second],
      ]),
    );
    expect((await seen('erp', 'item', ['a'])).size).toBe(0);
    expect((await seen('wms', 'order', ['a'])).size).toBe(0);
  });

  it('has a status, replaced whole', async () => {
    const { statuses, saveStatus } = book.store.sources;
    await saveStatus({ providerId: 'erp', lastReadAt: null, failingSince: june(1), lastError: 'no answer\0' });
    await saveStatus({ providerId: 'wms', lastReadAt: june(1), failingSince: null, lastError: null });
    await saveStatus({ providerId: 'erp', lastReadAt: june(2), failingSince: null, lastError: null });

    const healthy = { failingSince: null, lastError: null };
    expect(await statuses()).toEqual(
      new Map([
        ['erp', { providerId: 'erp', lastReadAt: june(2), ...healthy }],
        ['wms', { providerId: 'wms', lastReadAt: june(1), ...healthy }],
      ]),
    );
  });
});

describe('a parked row', () => {
  it('is kept once for one place and payload, whatever the payload is', async () => {
    const { add, list, countByProvider } = book.store.parked;
    const row = { providerId: 'erp', kind: 'order', location: 'orders.csv:17', reason: 'no date' } as const;
    const payloads = [{ a: 1, b: '\0' }, null, 'text', undefined];

    await add(
      payloads.map((payload) => ({ ...row, payload })),
      june(1),
    );
    await add(
      [
        { ...row, payload: { b: '\0', a: 1 } },
        { ...row, providerId: 'wms', payload: null },
      ],
      june(2),
    );
    await add([], june(3));

    expect(await countByProvider()).toEqual(
      new Map([
        ['erp', 3],
        ['wms', 1],
      ]),
    );
    expect(await list('erp', 10)).toHaveLength(3);
    expect(await list(null, 1)).toEqual([{ ...row, providerId: 'wms', payload: null, parkedAt: june(2) }]);
    expect((await list('erp', 10)).map(({ payload }) => payload)).toContainEqual({ a: 1, b: '\ufffd' });
  });
});

describe('a mark', () => {
  it('is null until it is set, and can be set again', async () => {
    const { marks } = book.store;

    expect(await marks.get('history')).toBeNull();
    await marks.set('history', 'a');
    await marks.set('history', 'b');
    expect(await marks.get('history')).toBe('b');
  });
});
