import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { compareEvents, type DomainEvent } from '../../src/domain/event/event.ts';
import type { Book } from '../../src/store/open-book.ts';
import { event, june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

function received(
  supplyId: string,
  day: number,
  changes: Partial<Pick<DomainEvent, 'sequence' | 'source' | 'id'>> = {},
): DomainEvent {
  return { ...event('supply.received', day, { supplyId, at: june(day) }), ...changes };
}

describe('the inbox', () => {
  const events = [
    received('b', 2),
    received('a', 1),
    received('c', 2, { sequence: '2' }),
    received('c', 2, { sequence: '10', source: 'aaa' }),
    received('c', 2, { source: 'zzz', id: 'Zürich' }),
  ];

  it('keeps an event once, within a batch and across batches', async () => {
    const { inbox } = book.store;
    const again = { ...received('a', 1), time: june(5) };

    expect(await inbox.add([...events, ...events])).toBe(events.length);
    expect(await inbox.add([...events, again])).toBe(0);
    expect(await inbox.add([])).toBe(0);

    expect(await inbox.count()).toBe(events.length);
    expect(await inbox.pendingCount()).toBe(events.length);
  });

  it('gives the oldest first, in the order of compareEvents, and unchanged', async () => {
    const sorted = [...events].sort(compareEvents);

    expect(await book.store.inbox.pending(100)).toEqual(sorted);
    expect(await book.store.inbox.pending(2)).toEqual(sorted.slice(0, 2));
  });

  it('gives no event again that was applied or parked', async () => {
    const { inbox } = book.store;
    const [first, second, third, ...rest] = [...events].sort(compareEvents);
    if (!first || !second || !third) throw new Error('expected three events');

    await inbox.markApplied([first, second]);
    await inbox.park(third, 'no such\0thing');

    expect(await inbox.pending(100)).toEqual(rest);
    expect(await inbox.pendingCount()).toBe(rest.length);
    expect(await inbox.add([first, third])).toBe(0);
    expect(await inbox.pendingCount()).toBe(rest.length);
  });

  it('replays everything up to and including an instant, applied or not', async () => {
    const sorted = [...events].sort(compareEvents);
    const replay = async (until: string | null): Promise<DomainEvent[]> => {
      const seen: DomainEvent[] = [];
      for await (const chunk of book.store.inbox.replay(until)) seen.push(...chunk);
      return seen;
    };

    expect(await replay(null)).toEqual(sorted);
    expect(await replay(june(1))).toEqual(sorted.slice(0, 1));
    expect(await replay(june(2))).toEqual(sorted);
  });

  it('copies what another book had been told up to an instant, once', async () => {
    const copy = await openTestBook();

    expect(await copy.store.inbox.copyFrom(book.schema, june(1))).toBe(1);
    expect(await copy.store.inbox.copyFrom(book.schema, june(2))).toBe(events.length - 1);
    expect(await copy.store.inbox.copyFrom(book.schema, june(2))).toBe(0);

    expect(await copy.store.inbox.pending(100)).toEqual([...events].sort(compareEvents));
    await copy.close();
  });

  it('replays more events than fit in one chunk without losing or repeating any', async () => {
    const many = Array.from({ length: 4100 }, (_, index) => received(`many-${index}`, 9));
    await book.store.inbox.add(many);

    const names = new Set<string>();
    let count = 0;
    for await (const chunk of book.store.inbox.replay(null)) {
      for (const { source, id } of chunk) names.add(`${source} ${id}`);
      count += chunk.length;
    }

    expect(count).toBe(events.length + many.length);
    expect(names.size).toBe(count);
  });
});
