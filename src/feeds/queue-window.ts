import type { BoardPlace, FeedEntry, QueueChange } from '../domain/feed.ts';
import type { QueueMove } from '../domain/feed-message.ts';
import type { QueuePlace } from '../domain/queue.ts';
import type { RankedList } from './ranked-list.ts';

/** A change that a list has gone through. */
export interface Step {
  readonly change: QueueChange;
  readonly previousRank: number | null;
  readonly rank: number | null;
}

/** Takes a line from where it stood to where it now stands; null: nowhere. Null when it did not stand where it was said to. */
export function step(
  list: RankedList,
  change: QueueChange,
  before: QueuePlace | null,
  after: QueuePlace | null,
): Step | null {
  const previousRank = before && list.remove(before);
  if (before && previousRank === null) return null;
  return { change, previousRank, rank: after && list.insert(after) };
}

/**
 * What one who watches the first lines of a list, or all when null, sees of a step that it has just gone through: applied to
 * the lines as they were, one after the other, it gives the lines as they are. None when it happened behind them.
 */
export function movesWithin(list: RankedList, { change, previousRank, rank }: Step, first: number | null): QueueMove[] {
  const last = first ?? Infinity;
  const wasIn = previousRank !== null && previousRank <= last;
  const isIn = rank !== null && rank <= last;
  if (!wasIn && !isIn) return [];
  if (wasIn && isIn)
    return [{ ...toMove(change), change: rank === previousRank ? 'rescored' : 'moved', rank, previousRank }];
  if (wasIn) {
    const { score, previousScore } = change;
    const left = { ...toMove(change), score: null, previousScore: previousScore ?? score };
    const next = list.at(last);
    return [{ ...left, change: 'left', rank: null, previousRank }, ...(next ? [entering(next, last)] : [])];
  }
  const pushedOut = list.at(last + 1);
  const entered: QueueMove = { ...toMove(change), change: 'entered', rank, previousRank: null };
  return [...(pushedOut ? [leaving(pushedOut, last)] : []), entered];
}

type Told = Extract<FeedEntry, { topic: 'queue' }>;

/** How a change leaves its line; null when the line has left. */
export function placeAfter(told: Told): BoardPlace | null {
  const { lineId, kind, siteId, score, place } = told.data;
  return score === null || place === null ? null : { lineId, kind, siteId, score, place, ...ownerOf(told) };
}

/** How a change found its line; null when the line has entered. */
export function placeBefore(told: Told): BoardPlace | null {
  const { lineId, kind, siteId, previousScore, previousPlace } = told.data;
  return previousScore === null || previousPlace === null
    ? null
    : { lineId, kind, siteId, score: previousScore, place: previousPlace, ...ownerOf(told) };
}

/** A line is of one order. */
function ownerOf({ owners }: Told): Pick<BoardPlace, 'customerId' | 'channel'> {
  const [owner] = owners ?? [];
  return { customerId: owner?.customerId ?? null, channel: owner?.channel ?? null };
}

function toMove({
  lineId,
  kind,
  siteId,
  score,
  previousScore,
}: QueueChange): Omit<QueueMove, 'change' | 'rank' | 'previousRank'> {
  return { lineId, kind, siteId, score, previousScore };
}

function entering({ lineId, kind, siteId, score }: QueuePlace, rank: number): QueueMove {
  return { change: 'entered', lineId, kind, siteId, score, previousScore: null, rank, previousRank: null };
}

function leaving({ lineId, kind, siteId, score }: QueuePlace, previousRank: number): QueueMove {
  return { change: 'left', lineId, kind, siteId, score: null, previousScore: score, rank: null, previousRank };
}
