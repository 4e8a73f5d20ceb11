import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { FeedEntry, FeedStretch, PlacedEntry } from '../../src/domain/feed.ts';
import type { Book } from '../../src/store/open-book.ts';
import { june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';

const PATIENCE = { timeout: 10_000 };

let book: Book;
beforeAll(async () => {
  book = await openTestBook();
});
afterAll(() => book.close());

const entry = (lineId: string): FeedEntry => ({
  topic: 'queue',
  at: june(1),
  data: {
    ...{ change: 'entered', lineId, kind: 'release', siteId: null },
    ...{ score: 0.3, previousScore: null, place: '0', previousPlace: null },
  },
});

describe('who listens to the feed', () => {
  it('is called after a commit, not before, and no more once stopped', async () => {
    const calls: number[] = [];
    const stop = await book.store.feed.onAppend(() => calls.push(performance.now()));
    let committed = 0;
    await book.store.transaction(async (tx) => {
      await tx.feed.append([entry('told')]);
      await new Promise((resolve) => setTimeout(resolve, 50));
      committed = performance.now();
    });

    await vi.waitFor(() => expect(calls.some((at) => at >= committed)).toBe(true), PATIENCE);
    await stop();
    const before = calls.length;
    await book.store.feed.append([entry('unheard')]);
    await new Promise((resolve) => setTimeout(resolve, 1200));
    expect(calls.length).toBe(before);
  });

  it('is told what is settled, as reading would give it, also when an older transaction that does not append held it back', async () => {
    await book.store.feed.append([entry('before')]);
    const told: FeedStretch[] = [];
    const stop = await book.store.feed.onAppend((stretch) => void (stretch && told.push(stretch)));
    const early = gate();
    const started = gate();
    const older = book.store.transaction(async (tx) => {
      await tx.marks.set('held', 'back');
      started.open();
      await early.opened;
    });
    await started.opened;

    const start = await book.store.feed.end();
    await book.store.feed.append([entry('held back')]);
    expect(told.flatMap(({ entries }) => entries.map(lineOf))).not.toContain('held back');
    early.open();
    await older;
    await vi.waitFor(() => expect(told.flatMap((one) => one.entries.map(lineOf))).toContain('held back'), PATIENCE);
    await stop();

    const { epoch, entries } = await book.store.feed.after(start, 100);
    for (const stretch of told) {
      expect(stretch.epoch).toBe(epoch);
      for (const placed of stretch.entries) if (lineOf(placed) === 'held back') expect(entries).toContainEqual(placed);
    }
  });

  it('is told to read when more was appended than a notice carries', async () => {
    const told: (FeedStretch | undefined)[] = [];
    const stop = await book.store.feed.onAppend((stretch) => void told.push(stretch));
    const many = Array.from({ length: 40 }, (_, i) => entry(`many ${i}`));

    await book.store.feed.append(many);

    await vi.waitFor(() => expect(told).toContain(undefined), PATIENCE);
    expect(told.flatMap((stretch) => stretch?.entries.map(lineOf) ?? [])).not.toContain('many 0');
    await stop();
  });

  it('is called every second though nothing is appended, and hears again after its connection was lost', async () => {
    const called = vi.fn();
    const stop = await book.store.feed.onAppend(called);
    const admin = new pg.Client({ connectionString: book.connectionString });
    await admin.connect();
    const listeners = `SELECT pid FROM pg_stat_activity WHERE query LIKE 'LISTEN "feed_%' AND datname = current_database()`;

    await admin.query(`SELECT pg_terminate_backend(pid) FROM (${listeners}) AS listener`);
    called.mockClear();
    await vi.waitFor(() => expect(called).toHaveBeenCalled(), { timeout: 5000 });
    await vi.waitFor(async () => expect((await admin.query(listeners)).rowCount).toBeGreaterThan(0), { timeout: 5000 });

    await admin.end();
    await stop();
  });
});

function lineOf({ entry: { data } }: PlacedEntry): string | null {
  return 'lineId' in data ? data.lineId : null;
}

/** A promise that a test resolves when it wants. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
