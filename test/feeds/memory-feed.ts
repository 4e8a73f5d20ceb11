import {
  comparePositions,
  FEED_START,
  type FeedEntry,
  type FeedPage,
  type FeedPosition,
  type PlacedEntry,
  type QueueChange,
} from '../../src/domain/feed.ts';
import type { QueuePlace } from '../../src/domain/queue.ts';
import type { FeedSource } from '../../src/feeds/change-feed.ts';

const AT = '2026-01-01T00:00:00.000Z';

/** A feed with its queues kept in memory, which counts what is asked of it and can be made to fail. */
export function memoryFeed() {
  let entries: PlacedEntry[] = [];
  let last = 0;
  let [epoch, expired, compacted] = ['aaaa', FEED_START, FEED_START];
  const places = new Map<string, QueuePlace>();
  const callbacks = new Set<() => void>();
  const calls = { after: 0, entriesRead: 0, queues: 0 };
  let failing: Error | null = null;

  const source: FeedSource = {
    async after(position, limit): Promise<FeedPage> {
      calls.after += 1;
      await Promise.resolve();
      if (failing) throw failing;
      const found = entries.filter((placed) => comparePositions(placed.position, position) > 0).slice(0, limit);
      calls.entriesRead += found.length;
      return { entries: found, end: positionOf(last + 1, 0), epoch, expired, compacted };
    },
    async queuesNow(position) {
      calls.queues += 1;
      await Promise.resolve();
      if (failing) throw failing;
      return {
        places: [...places.values()],
        ahead: entries.filter((placed) => comparePositions(placed.position, position) > 0),
      };
    },
    async onAppend(callback) {
      callbacks.add(callback);
      return async () => void callbacks.delete(callback);
    },
  };

  function append(...added: readonly FeedEntry[]): void {
    for (const entry of added) {
      if (entry.topic === 'queue') settle(places, entry.data);
      last += 1;
      entries.push({ position: positionOf(last, last), entry });
    }
    for (const callback of callbacks) callback();
  }

  return {
    source,
    calls,
    places,
    listeners: () => callbacks.size,
    entries: () => entries,
    append,
    appendQueue: (...changes: readonly QueueChange[]) =>
      append(...changes.map((data): FeedEntry => ({ topic: 'queue', at: AT, data }))),
    /** Deletes all but the newest entries. */
    expire(kept: number): void {
      expired = entries.at(-kept - 1)?.position ?? FEED_START;
      entries = entries.slice(-kept);
    },
    /** Says that all so far may have been compacted. */
    compact(): void {
      compacted = entries.at(-1)?.position ?? FEED_START;
    },
    beginAnew(): void {
      epoch = epoch === 'aaaa' ? 'bbbb' : 'aaaa';
      entries = [];
      for (const callback of callbacks) callback();
    },
    fail(error: Error | null): void {
      failing = error;
    },
  };
}

export type MemoryFeed = ReturnType<typeof memoryFeed>;

/** A change of a line whose score is told; its place follows from it. */
export function change(lineId: string, partial: Partial<QueueChange> = {}): QueueChange {
  const { score = 1, previousScore = 0 } = partial;
  return {
    change: 'rescored',
    lineId,
    kind: 'release',
    siteId: 'S1',
    score,
    previousScore,
    place: score === null ? null : place(score, lineId),
    previousPlace: previousScore === null ? null : place(previousScore, lineId),
    ...partial,
  };
}

export function entered(lineId: string, score: number, partial: Partial<QueueChange> = {}): QueueChange {
  return change(lineId, { change: 'entered', score, previousScore: null, ...partial });
}

export function left(lineId: string, previousScore: number, partial: Partial<QueueChange> = {}): QueueChange {
  return change(lineId, { change: 'left', score: null, previousScore, ...partial });
}

/** Higher scores first, then by id: scores are whole numbers below 100,000. */
export function place(score: number, lineId: string): string {
  return `${String(99_999 - score).padStart(5, '0')} ${lineId}`;
}

function settle(places: Map<string, QueuePlace>, { kind, lineId, siteId, score, place: to }: QueueChange): void {
  const key = `${kind} ${lineId}`;
  if (score === null || to === null) places.delete(key);
  else places.set(key, { lineId, kind, siteId, score, place: to });
}

function positionOf(transaction: number, entry: number): FeedPosition {
  return { transactionId: String(transaction), entryId: String(entry) };
}
