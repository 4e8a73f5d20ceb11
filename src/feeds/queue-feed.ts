import { FEED_START, type BoardPlace, type FeedPosition, type PlacedEntry } from '../domain/feed.ts';
import type { QueueMessage, QueueWatch } from '../domain/feed-message.ts';
import type { Clock } from '../domain/time.ts';
import { createChannel, type Channel } from './channel.ts';
import { resyncRequired } from './cursor.ts';
import type { Hub } from './hub.ts';
import { createQueueBoard, keyOfFilter, type QueueBoard, type QueueFilter } from './queue-board.ts';
import { missedMoves, replayWindow } from './queue-replay.ts';
import { movesWithin } from './queue-window.ts';

export interface QueueFeedOptions {
  /** Messages kept for one subscriber that does not read them. */
  readonly bufferLimit: number;
  /** Entries that one who watches the first lines may have missed and still be told one by one; past them it gets the lines anew. */
  readonly replayLimit: number;
  readonly now: Clock;
  /** The queues as they stand, with what of them comes after a position. */
  readonly queuesNow: (position: FeedPosition) => Promise<{
    readonly places: readonly BoardPlace[];
    readonly ahead: readonly PlacedEntry[];
  }>;
}

/** Changes of the queues: one board in this process, one channel for all who watch the same. */
export interface QueueFeed {
  readonly open: (watch: Watch, after: string | null) => ReturnType<Channel<QueueMessage>['open']>;
  readonly end: () => void;
}

/** What someone watches of the queues, and which rows of them they may see. */
export type Watch = QueueWatch & QueueFilter;

interface Watched {
  readonly watch: Watch;
  readonly filterKey: string;
  readonly channel: Channel<QueueMessage>;
}

export function createQueueFeed(hub: Hub, options: QueueFeedOptions): QueueFeed {
  const { bufferLimit, replayLimit, now, queuesNow } = options;
  const watched = new Map<string, Watched>();
  let board: QueueBoard | null = null;

  hub.follow({
    take({ position, entry }) {
      if (entry.topic !== 'queue' || !board) return;
      for (const { key, step } of board.take(entry)) {
        for (const { watch, filterKey, channel } of watched.values()) {
          if (filterKey !== key) continue;
          const changes = movesWithin(board.list(watch), step, watch.first);
          if (changes.length === 0) continue;
          channel.publish({ cursor: hub.cursorAt(position), at: entry.at, snapshot: null, changes }, position);
        }
      }
    },
    skip(isAnew) {
      board = null;
      if (!isAnew) return;
      const error = resyncRequired('the feed was begun anew', hub.cursorAt(hub.position()));
      for (const { channel } of watched.values()) channel.end(error);
    },
  });

  /** The list must be there before the next change: the board keeps only those that someone asked for. */
  async function prepare(watch: Watch): Promise<void> {
    if (!board) {
      const { places, ahead } = await queuesNow(hub.position());
      board = createQueueBoard(places, ahead);
    }
    board.list(watch);
  }

  function channelOf(watch: Watch): Channel<QueueMessage> {
    const filterKey = keyOfFilter(watch);
    const key = JSON.stringify([filterKey, watch.first]);
    const known = watched.get(key);
    if (known) return known.channel;
    const told = new WeakMap<PlacedEntry, QueueMessage>();
    const channel = createChannel<QueueMessage>(hub, {
      bufferLimit,
      prepare: () => prepare(watch),
      snapshot: () => snapshotOf(watch),
      missed: (position) =>
        watch.first === null ? missedMoves(hub, watch, position, told) : missedWindow(watch, watch.first, position),
      keyOf: watch.first === null ? keyOf : null,
      onEmpty: () => {
        watched.delete(key);
        const isWatched = [...watched.values()].some((other) => other.filterKey === filterKey);
        if (!isWatched) board?.forget(watch);
      },
    });
    watched.set(key, { watch, filterKey, channel });
    return channel;
  }

  /** One for all who come at the same place in the feed. */
  let latest = { key: '', position: FEED_START, message: null as QueueMessage | null };
  function snapshotOf(watch: Watch): QueueMessage {
    const [key, position] = [JSON.stringify([keyOfFilter(watch), watch.first]), hub.position()];
    if (latest.message && latest.key === key && latest.position === position) return latest.message;
    const message: QueueMessage = {
      cursor: hub.cursorAt(position),
      at: now(),
      snapshot: listOf(watch)?.first(watch.first) ?? [],
      changes: [],
    };
    latest = { key, position, message };
    return message;
  }

  function listOf(watch: QueueFilter): ReturnType<QueueBoard['list']> | null {
    return board?.list(watch) ?? null;
  }

  async function missedWindow(watch: Watch, first: number, position: FeedPosition) {
    const replayed = await replayWindow(hub, listOf, watch, first, position, replayLimit);
    return replayed ?? { messages: [snapshotOf(watch)], upTo: hub.position() };
  }

  return {
    open: (watch, after) => channelOf(watch).open(after),
    end() {
      for (const { channel } of watched.values()) channel.end(null);
    },
  };
}

/** A message of a whole queue has one change: nothing is pushed out or let in. */
function keyOf({ changes }: QueueMessage): string {
  return changes[0]?.lineId ?? '';
}
