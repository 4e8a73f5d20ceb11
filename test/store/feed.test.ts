import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { FEED_START, type FeedEntry, type FeedPage, type FeedPosition } from '../../src/domain/feed.ts';
import type { FeedRule } from '../../src/store/feed-keeping.ts';
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
    change: 'entered',
    lineId,
    kind: 'release',
    siteId: null,
    score: 0.3,
    previousScore: null,
    place: '0',
    previousPlace: null,
  },
});

async function linesAfter(position: FeedPosition): Promise<string[]> {
  const { entries } = await book.store.feed.after(position, 100);
  return entries.flatMap(({ entry }) => (entry.topic === 'queue' ? entry.data.lineId : []));
}

describe('the change feed', () => {
  it('gives entries back as they were appended, from any position on', async () => {
    const start = await book.store.feed.end();
    await book.store.feed.append([entry('a'), entry('b')]);
    await book.store.feed.append([entry('c')]);
    await book.store.feed.append([]);

    // Tests beside this one share the server, and hold entries back while a transaction of theirs is open.
    const found = await vi.waitFor(async () => {
      const { entries } = await book.store.feed.after(start, 100);
      expect(entries).toHaveLength(3);
      return entries;
    }, PATIENCE);
    const [first] = (await book.store.feed.after(start, 1)).entries;

    expect(found.map((one) => one.entry)).toEqual([entry('a'), entry('b'), entry('c')]);
    if (!first) throw new Error('expected an entry');
    expect(await linesAfter(first.position)).toEqual(['b', 'c']);
    expect(await linesAfter(await book.store.feed.end())).toEqual([]);
  });

  it('shows nothing of a transaction while an older one is open, then both in one order that stays', async () => {
    const start = await book.store.feed.end();
    const [early, late] = [gate(), gate()];
    const [earlyWrote, lateWrote] = [gate(), gate()];
    const older = book.store.transaction(async (tx) => {
      await tx.feed.append([entry('older-1')]);
      earlyWrote.open();
      await early.opened;
      await tx.feed.append([entry('older-2')]);
    });
    await earlyWrote.opened;
    const newer = book.store.transaction(async (tx) => {
      await tx.feed.append([entry('newer')]);
      lateWrote.open();
      await late.opened;
    });
    await lateWrote.opened;

    late.open();
    await newer;
    expect(await linesAfter(start)).toEqual([]);
    const end = await book.store.feed.end();

    early.open();
    await older;
    await vi.waitFor(async () => expect(await linesAfter(start)).toEqual(['older-1', 'older-2', 'newer']), PATIENCE);
    expect(await linesAfter(end)).toEqual(expect.arrayContaining(['older-1', 'older-2']));
  });

  it('has nothing of a transaction that was rolled back', async () => {
    const start = await book.store.feed.end();
    const failed = book.store.transaction(async (tx) => {
      await tx.feed.append([entry('never')]);
      throw new Error('undone');
    });

    await expect(failed).rejects.toThrow('undone');
    expect(await linesAfter(start)).toEqual([]);
  });
});

describe('the feed, as it grows old', () => {
  let own: Book;
  beforeEach(async () => {
    own = await openTestBook();
  });
  afterEach(() => own.close());

  const on = (day: number, lineId: string): FeedEntry => ({ ...entry(lineId), at: june(day) });
  const rule = { expireBefore: june(1), keepEntries: 1000, compactBefore: june(1) };
  const keep = (given: Partial<FeedRule>) => own.store.transaction((tx) => tx.feed.keep({ ...rule, ...given }));

  /** All entries, once none is held back by a transaction of a test beside this one. */
  async function all(count: number): Promise<FeedPage> {
    return vi.waitFor(async () => {
      const page = await own.store.feed.after(FEED_START, 100);
      expect(page.entries).toHaveLength(count);
      return page;
    }, PATIENCE);
  }

  it('loses what is too old, and says up to where', async () => {
    await own.store.feed.append([on(1, 'a'), on(2, 'b'), on(3, 'c')]);
    const before = await all(3);

    expect(await keep({ expireBefore: june(3) })).toEqual({ expired: 2, compacted: 0 });

    const { entries, expired } = await all(1);
    expect(entries[0]?.entry.data).toMatchObject({ lineId: 'c' });
    expect(expired).toEqual(before.entries[1]?.position);
  });

  it('loses the oldest of too many', async () => {
    await own.store.feed.append([on(1, 'a'), on(2, 'b'), on(3, 'c')]);
    await all(3);

    expect(await keep({ keepEntries: 2 })).toEqual({ expired: 1, compacted: 0 });

    expect((await all(2)).entries[0]?.entry.data).toMatchObject({ lineId: 'b' });
  });

  it('keeps the newest entry of each line and queue, and says up to where', async () => {
    const left: FeedEntry = {
      topic: 'queue',
      at: june(2),
      data: {
        change: 'left',
        lineId: 'a',
        kind: 'release',
        siteId: null,
        score: null,
        previousScore: 0.3,
        place: null,
        previousPlace: '0',
      },
    };
    const backorder: FeedEntry = {
      topic: 'queue',
      at: june(2),
      data: {
        change: 'entered',
        lineId: 'a',
        kind: 'backorder',
        siteId: null,
        score: 1,
        previousScore: null,
        place: '0',
        previousPlace: null,
      },
    };
    await own.store.feed.append([on(1, 'a'), on(1, 'b'), left, backorder, on(3, 'b')]);
    const before = await all(5);

    expect(await keep({ compactBefore: june(3) })).toEqual({ expired: 0, compacted: 1 });

    const { entries, compacted } = await all(4);
    expect(entries.map((one) => one.entry)).toEqual([on(1, 'b'), left, backorder, on(3, 'b')]);
    expect(compacted).toEqual(before.entries[3]?.position);
    expect(await keep({ compactBefore: june(3) })).toEqual({ expired: 0, compacted: 0 });
  });

  it('is begun anew, with another epoch, once its database is another', async () => {
    const admin = new pg.Client({ connectionString: own.connectionString });
    await admin.connect();
    expect(await own.store.feed.open()).toEqual({ anew: false });
    expect(await own.store.feed.open()).toEqual({ anew: false });
    await own.store.feed.append([entry('a')]);
    const { epoch } = await all(1);

    await admin.query(`UPDATE ${own.schema}.feed_state SET cluster = 'where the backup was taken'`);

    expect(await own.store.feed.open()).toEqual({ anew: true });
    expect((await all(0)).epoch).not.toBe(epoch);
    await admin.end();
  });
});

/** A promise that a test resolves when it wants. */
function gate(): { readonly opened: Promise<void>; readonly open: () => void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}
