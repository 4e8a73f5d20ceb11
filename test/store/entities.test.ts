import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Entity } from '../../src/domain/entity.ts';
import { CustomerRecord } from '../../src/domain/record/master-records.ts';
import type { Book } from '../../src/store/open-book.ts';
import { event, june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';
import { apply, delivered, order } from './given-state.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

const customer = (id: string, name: string): Entity<'customer'> => ({
  kind: 'customer',
  id,
  facets: {
    record: {
      stamp: `${june(1)}  erp x`,
      value: CustomerRecord.parse({ kind: 'customer', id, name }),
    },
  },
});

describe('entities', () => {
  it('come back as they were saved, of any kinds in one call; unknown ones are absent', async () => {
    const line: Entity<'line'> = {
      kind: 'line',
      id: 'SO-0/1',
      facets: { picked: { stamp: 's', value: { at: june(1), state: 'short' } } },
    };
    const saved = [customer('C-1', 'Ada "quoted" \\u0000 Ünïcode 😀'), line];

    await book.store.entities.save(saved);
    const loaded = await book.store.entities.load([...saved, { kind: 'item', id: 'C-1' }]);

    expect(loaded).toEqual(
      new Map([
        ['customer/C-1', saved[0]],
        ['line/SO-0/1', line],
      ]),
    );
  });

  it('are replaced when saved again, and the last of two with one id counts', async () => {
    await book.store.entities.save([customer('C-2', 'first')]);
    await book.store.entities.save([customer('C-2', 'second'), customer('C-2', 'third')]);

    expect((await book.store.customers.byIds(['C-2'])).get('C-2')?.name).toBe('third');
  });

  it('are saved also when a text holds what the database has no room for', async () => {
    await book.store.entities.save([customer('C\0-3', `a\0b${'\ud83d'}c`)]);

    const customers = await book.store.customers.byIds(['C\0-3']);
    expect([...customers.values()].map(({ name }) => name)).toEqual(['a\ufffdb\ufffdc']);
  });

  it('name the lines of orders', async () => {
    await apply(
      book.store,
      order('SO-1', 1, [{ lineNumber: '1' }, { lineNumber: '2' }]),
      order('SO-2', 1),
      order('SO-3', 1),
    );

    const refs = await book.store.entities.lineRefs(['SO-1', 'SO-2', 'SO-404']);
    expect(refs.map(({ kind, id }) => `${kind} ${id}`).sort()).toEqual(['line SO-1/1', 'line SO-1/2', 'line SO-2/1']);
  });

  it('are counted by kind, those of which little is known too', async () => {
    const { counts } = book.store.entities;
    const before = await counts();
    await apply(book.store, delivered('SO-99', '1', 4));

    expect(await counts()).toEqual({ ...before, shipment: before.shipment + 1, line: before.line + 1 });
  });
});

describe('the hash of all entities', () => {
  const events = [
    order('SO-1', 1, [{ lineNumber: '1' }, { lineNumber: '2' }]),
    order('SO-2', 2),
    delivered('SO-1', '1', 8),
    event('item.changed', 3, {
      key: 'I-1',
      record: { kind: 'item', id: 'I-1', name: 'bolt', attributes: { size: 1, grade: 'A' } },
    }),
  ];

  it('is equal for equal states, in whatever order and with whatever keys first they were made', async () => {
    const [one, other] = await Promise.all([openTestBook(), openTestBook()]);
    await apply(one.store, ...events);
    for (const each of [...events].reverse()) await apply(other.store, reordered(each));

    expect(await other.store.entities.hash()).toBe(await one.store.entities.hash());
    await Promise.all([one.close(), other.close()]);
  });

  it('differs when one value, one id or one kind differs', async () => {
    const other = await openTestBook();
    const hashes = new Set([await other.store.entities.hash()]);
    for (const entity of [
      customer('C-1', 'Ada'),
      customer('C-1', 'Adb'),
      customer('C-2', 'Ada'),
      { ...customer('C-2', 'Ada'), kind: 'item' as const },
    ]) {
      await other.store.entities.save([entity]);
      hashes.add(await other.store.entities.hash());
    }

    expect(hashes.size).toBe(5);
    await other.close();
  });
});

/** The same value with its keys in the opposite order. */
function reordered<T>(value: T): T {
  if (Array.isArray(value)) return value.map(reordered) as T;
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([key, inner]) => [key, reordered(inner) as unknown]),
  ) as T;
}
