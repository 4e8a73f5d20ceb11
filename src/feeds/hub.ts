import type { FeedPosition, PlacedEntry } from '../domain/feed.ts';
import type { Log } from '../log.ts';
import { encodeCursor } from './cursor.ts';
import { createHistory, type History } from './history.ts';
import { startTail, type FeedLog } from './tail.ts';

export interface HubOptions {
  readonly log: Log;
  /** Entries read from the feed at once. Default 1,000. */
  readonly chunkSize?: number;
  /** Pages of that many entries kept for those who come back. Default 32. */
  readonly pagesKept?: number;
  /** Milliseconds between two looks at the feed that no append asked for. Default 1,000. */
  readonly pollMs?: number;
  /** Milliseconds between the beginnings of two reads, at least. Default 10. */
  readonly paceMs?: number;
  /** Milliseconds before a failed read is tried again. Default 100, doubled up to 5,000. */
  readonly retryMs?: { readonly first: number; readonly longest: number };
}

/** One who gets every entry of this process, in commit order, each once, while anyone listens. */
export interface Follower {
  readonly take: (placed: PlacedEntry) => void;
  /** Entries were passed over, or the feed was begun anew: what the follower knew is out of date. */
  readonly skip: (isAnew: boolean) => void;
}

/** The feed as this process reads it: one tail, any number of followers. */
export interface Hub {
  /** Up to where every follower has been told. Known once `between` has run. */
  readonly position: () => FeedPosition;
  readonly epoch: () => string;
  readonly cursorAt: (position: FeedPosition) => string;
  readonly history: History;
  /** Does something between two entries: `position` does not move meanwhile. */
  readonly between: <T>(work: () => Promise<T>) => Promise<T>;
  readonly follow: (follower: Follower) => void;
  /** From now on nothing is passed over. Call the result once when that is no longer needed. */
  readonly listen: () => () => void;
  readonly close: () => Promise<void>;
}

/** Starts to follow the feed. */
export function createHub(feed: FeedLog, options: HubOptions): Hub {
  const { log, chunkSize = 1_000, pagesKept = 32, pollMs = 1_000, paceMs = 10 } = options;
  const { retryMs = { first: 100, longest: 5_000 } } = options;
  const followers: Follower[] = [];
  let listeners = 0;
  let [position, epoch]: [FeedPosition, string] = [{ transactionId: '0', entryId: '0' }, ''];

  const tail = startTail(
    feed,
    {
      listens: () => listeners > 0,
      deliver({ entries, upTo }) {
        for (const placed of entries) for (const follower of followers) follower.take(placed);
        position = upTo;
      },
      skip(page) {
        const isAnew = epoch !== '' && epoch !== page.epoch;
        [position, epoch] = [page.end, page.epoch];
        for (const follower of followers) follower.skip(isAnew);
      },
    },
    { chunkSize, pollMs, paceMs, retryMs, log },
  );

  return {
    position: () => position,
    epoch: () => epoch,
    cursorAt: (at) => encodeCursor(epoch, at),
    history: createHistory({ after: feed.after, pageSize: chunkSize, pages: pagesKept }),
    between: tail.between,
    follow: (follower) => followers.push(follower),
    listen() {
      listeners += 1;
      let isOver = false;
      return () => {
        if (!isOver) listeners -= 1;
        isOver = true;
      };
    },
    close: tail.close,
  };
}
