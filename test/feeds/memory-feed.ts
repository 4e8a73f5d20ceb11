import type { FeedEntry, FeedPosition, QueueChange } from '../../src/domain/feed.ts';
import type { QueueKind } from '../../src/domain/queue.ts';
import type { QueueFeedSource } from '../../src/feeds/queue-feed.ts';

/** A feed kept in memory, which counts what is asked of it and can be made to fail. */
export function memoryFeed() {
  const entries: FeedEntry[] = [];
  const callbacks = new Set<() => void>();
  const calls = {
    end: 0,
    after: 0,
    ranks: [] as { kind: QueueKind; siteId: string | null; lineIds: readonly string[] }[],
  };
  let failing: Error | null = null;

  const source: QueueFeedSource = {
    async end() {
      calls.end += 1;
      if (failing) throw failing;
      return positionOf(entries.length);
    },
    async after(position, limit) {
      calls.after += 1;
      if (failing) throw failing;
      const start = Number(position.entryId);
      return entries.slice(start, start + limit).map((entry, i) => ({ position: positionOf(start + i + 1), entry }));
    },
    async onAppend(callback) {
      callbacks.add(callback);
      return async () => void callbacks.delete(callback);
    },
    async ranks(kind, siteId, lineIds) {
      calls.ranks.push({ kind, siteId, lineIds });
      if (failing) throw failing;
      return new Map(lineIds.map((id, i) => [id, i + 1]));
    },
  };

  return {
    source,
    calls,
    listeners: () => callbacks.size,
    append(...changes: readonly QueueChange[]) {
      for (const data of changes) entries.push({ topic: 'queue', at: '2026-01-01T00:00:00.000Z', data });
      for (const callback of callbacks) callback();
    },
    fail(error: Error | null) {
      failing = error;
    },
  };
}

export function change(lineId: string, partial: Partial<QueueChange> = {}): QueueChange {
  return { change: 'rescored', lineId, kind: 'release', siteId: 'S1', score: 1, previousScore: 0, ...partial };
}

function positionOf(entryCount: number): FeedPosition {
  return { transactionId: '0', entryId: String(entryCount) };
}
