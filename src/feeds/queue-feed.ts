import type { FeedEntry, QueueChangeMessage } from '../domain/feed.ts';
import type { QueueKind } from '../domain/queue.ts';
import type { Log } from '../log.ts';
import { createBuffer, type Buffer } from './buffer.ts';
import { startTail, type FeedLog } from './tail.ts';

/** What the feed reads: `store.feed`, and the ranks of `store.queue`. */
export interface QueueFeedSource extends FeedLog {
  /** 1 for the head of the queue (of the site, when one is given); a line that is not in it is absent. */
  readonly ranks: (
    kind: QueueKind,
    siteId: string | null,
    lineIds: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>;
}

export interface QueueFeedOptions {
  readonly log: Log;
  /** Entries read from the feed at once. Default 500. */
  readonly chunkSize?: number;
  /** Messages kept for one subscriber that does not read them. Default 1,000. */
  readonly bufferLimit?: number;
  /** Milliseconds between two looks at the feed that no append asked for. Default 1,000. */
  readonly pollMs?: number;
  /** Milliseconds before a failed read is tried again. Default 100, doubled up to 5,000. */
  readonly retryMs?: { readonly first: number; readonly longest: number };
}

/** One queue, at all sites when `siteId` is null. */
export interface QueueFilter {
  readonly kind: QueueKind;
  readonly siteId: string | null;
}

/** The queue changes of this process: one reader of the stored feed, any number of subscribers. */
export interface QueueFeed {
  /**
   * Changes of one queue from now on, in commit order, each once. A consumer that falls far behind first gets only the newest
   * change of each line, then `SUBSCRIBER_TOO_SLOW`. Return the iterator to stop.
   */
  readonly changes: (filter: QueueFilter) => AsyncIterableIterator<QueueChangeMessage, undefined, undefined>;
  /** Ends every subscription once it has read what it was sent, and stops reading the feed. */
  readonly close: () => Promise<void>;
}

interface Subscriber {
  readonly filter: QueueFilter;
  readonly buffer: Buffer<QueueChangeMessage>;
}

/** Starts to follow the feed. One statement for the entries of a chunk, and one for the ranks of each queue that is watched. */
export function createQueueFeed(source: QueueFeedSource, options: QueueFeedOptions): QueueFeed {
  const {
    log,
    chunkSize = 500,
    bufferLimit = 1_000,
    pollMs = 1_000,
    retryMs = { first: 100, longest: 5_000 },
  } = options;
  const subscribers = new Set<Subscriber>();
  let closed = false;

  async function deliver(entries: readonly FeedEntry[]): Promise<void> {
    const listening = [...subscribers];
    const messages = new Map<string, readonly QueueChangeMessage[]>();
    for (const { filter } of listening) {
      const key = keyOf(filter);
      if (!messages.has(key)) messages.set(key, await withRanks(source, filter, entries));
    }
    // Nothing is pushed before all is read, so that a failing read can be repeated without a message going out twice.
    for (const { filter, buffer } of listening) messages.get(keyOf(filter))?.forEach(buffer.push);
  }

  const tail = startTail(source, { listens: () => subscribers.size > 0, deliver }, { chunkSize, pollMs, retryMs, log });

  return {
    changes(filter) {
      const buffer = createBuffer<QueueChangeMessage>({
        limit: bufferLimit,
        keyOf: ({ lineId }) => lineId,
        onClosed: () => subscribers.delete(subscriber),
      });
      const subscriber: Subscriber = { filter, buffer };
      subscribers.add(subscriber);
      if (closed) buffer.end();
      return buffer;
    },
    async close() {
      closed = true;
      for (const { buffer } of subscribers) buffer.end();
      await tail.close();
    },
  };
}

/** The messages of one queue, with each line's rank as it now stands. No statement when there are none. */
async function withRanks(
  { ranks }: QueueFeedSource,
  filter: QueueFilter,
  entries: readonly FeedEntry[],
): Promise<readonly QueueChangeMessage[]> {
  const mine = entries.filter(({ data }) => isIn(filter, data));
  const present = new Set(mine.filter(({ data }) => data.change !== 'left').map(({ data }) => data.lineId));
  const rankOf = present.size > 0 ? await ranks(filter.kind, filter.siteId, [...present]) : new Map<string, number>();
  return mine.map(({ at, data }) => ({
    ...data,
    at,
    rank: data.change === 'left' ? null : (rankOf.get(data.lineId) ?? null),
  }));
}

function isIn({ kind, siteId }: QueueFilter, change: QueueFilter): boolean {
  return change.kind === kind && (siteId === null || change.siteId === siteId);
}

function keyOf({ kind, siteId }: QueueFilter): string {
  return JSON.stringify([kind, siteId]);
}
