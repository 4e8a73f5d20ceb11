import type { QueueChange } from '../domain/feed.ts';
import { placeWithoutScore } from '../domain/priority/place.ts';
import type { QueuePlace } from '../domain/queue.ts';
import type { Hysteresis } from '../scoring/hysteresis.ts';

/** What changed for someone who watches the queues, when these entries take the place of what the same lines had before. */
export function queueChanges(
  before: ReadonlyMap<string, QueuePlace>,
  entries: readonly QueuePlace[],
  hysteresis: Hysteresis,
): readonly QueueChange[] {
  const waiting = new Set(entries.map(({ lineId }) => lineId));
  return [
    ...entries.flatMap((entry) => changesOf(before.get(entry.lineId), entry, hysteresis)),
    ...[...before.values()].filter(({ lineId }) => !waiting.has(lineId)).map(left),
  ];
}

/**
 * Whether an entry is worth writing and telling. One whose score moved less than the hysteresis keeps the place that was last told:
 * what it is compared with stays, so that small moves add up.
 */
export function isNews(
  before: QueuePlace | undefined,
  { kind, siteId, score, place }: QueuePlace,
  { scoreRatio }: Hysteresis,
): boolean {
  if (before?.kind !== kind || before.siteId !== siteId) return true;
  if (placeWithoutScore(before.place) !== placeWithoutScore(place)) return true;
  return Math.abs(score - before.score) > scoreRatio * Math.max(Math.abs(score), Math.abs(before.score));
}

function changesOf(before: QueuePlace | undefined, entry: QueuePlace, hysteresis: Hysteresis): readonly QueueChange[] {
  if (!isNews(before, entry, hysteresis)) return [];
  if (!before) return [entered(entry)];
  if (before.kind !== entry.kind || before.siteId !== entry.siteId) return [left(before), entered(entry)];
  return [{ ...entered(entry), change: 'rescored', previousScore: before.score, previousPlace: before.place }];
}

function entered({ lineId, kind, siteId, score, place }: QueuePlace): QueueChange {
  return { change: 'entered', lineId, kind, siteId, score, place, previousScore: null, previousPlace: null };
}

function left({ lineId, kind, siteId, score, place }: QueuePlace): QueueChange {
  const now = { score: null, place: null };
  return { change: 'left', lineId, kind, siteId, ...now, previousScore: score, previousPlace: place };
}
