import { comparePositions, goesOnFrom, type FeedPage, type FeedPosition, type PlacedEntry } from '../domain/feed.ts';
import { createTurns } from './turns.ts';

/** A part of the feed without a gap: all that comes after one place, up to another. */
export interface Stretch {
  readonly entries: readonly PlacedEntry[];
  /** Nothing is missing up to here. */
  readonly upTo: FeedPosition;
}

/** What was told before, for those who missed it. */
export interface History {
  /** What comes after a position, as much as a page holds; with what a cursor is checked against. */
  readonly after: (
    position: FeedPosition,
  ) => Promise<Stretch & Pick<FeedPage, 'epoch' | 'end' | 'expired' | 'compacted'>>;
}

export interface HistoryOptions {
  readonly after: (position: FeedPosition, limit: number) => Promise<FeedPage>;
  /** Entries of one page. */
  readonly pageSize: number;
  /** Pages kept. */
  readonly pages: number;
}

interface Page extends Stretch {
  readonly from: FeedPosition;
  readonly read: FeedPage;
}

/**
 * Reads the feed's past a page at a time, one read after the other, and keeps the last pages: what is settled never changes. So
 * thousands who come back at once, each from a place of its own, read each page of the database about once. While one page is told,
 * the next is read.
 */
export function createHistory({ after, pageSize, pages: kept }: HistoryOptions): History {
  let pages: readonly Page[] = [];
  const turns = createTurns();
  /** The page behind which was last read ahead. */
  let ahead: Page | null = null;

  async function readInTurn(position: FeedPosition): Promise<Page> {
    const known = pages.find((page) => goesOnFrom(page, position));
    if (known) return known; // whoever was in front has read it
    const read = await after(position, pageSize);
    const last = read.entries.length === pageSize ? read.entries.at(-1)?.position : undefined;
    const page: Page = { from: position, entries: read.entries, upTo: last ?? read.end, read };
    if (pages[0] && pages[0].read.epoch !== read.epoch) pages = [];
    pages = [page, ...pages].slice(0, kept);
    return page;
  }

  /** Whoever asks for a whole page will ask for the next. What fails is read again when it is asked for. */
  function readAhead(page: Page): void {
    if (page.entries.length < pageSize || page === ahead) return;
    ahead = page;
    if (!pages.some((one) => goesOnFrom(one, page.upTo)))
      turns.take(() => readInTurn(page.upTo)).catch(() => (ahead = null));
  }

  return {
    async after(position) {
      const page = pages.find((one) => goesOnFrom(one, position)) ?? (await turns.take(() => readInTurn(position)));
      readAhead(page);
      const { epoch, end, expired, compacted } = page.read;
      return { entries: entriesAfter(page.entries, position), upTo: page.upTo, epoch, end, expired, compacted };
    },
  };
}

function entriesAfter(entries: readonly PlacedEntry[], position: FeedPosition): readonly PlacedEntry[] {
  const start = entries.findIndex((placed) => comparePositions(placed.position, position) > 0);
  return start < 0 ? [] : entries.slice(start);
}
