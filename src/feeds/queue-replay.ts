import { comparePositions, type FeedPosition, type PlacedEntry, type QueueChange } from '../domain/feed.ts';
import type { QueueMessage, QueueMove } from '../domain/feed-message.ts';
import type { Missed } from './channel.ts';
import { requireResumable } from './cursor.ts';
import type { Hub } from './hub.ts';
import { isIn, type QueueBoard, type QueueEntryTold, type QueueFilter } from './queue-board.ts';
import { movesWithin, placeAfter, placeBefore, step } from './queue-window.ts';
import type { RankedList } from './ranked-list.ts';

type ListOf = (filter: QueueFilter) => ReturnType<QueueBoard['list']> | null;
type QueuePlaced = PlacedEntry & { readonly entry: Extract<PlacedEntry['entry'], { topic: 'queue' }> };

/** What one who watches a whole queue has missed: every change. Nobody counted ranks then. */
export async function missedMoves(
  hub: Hub,
  filter: QueueFilter,
  position: FeedPosition,
  known: WeakMap<PlacedEntry, QueueMessage>,
): Promise<Missed<QueueMessage>> {
  const { entries, upTo } = await readOn(hub, position);
  const messages: QueueMessage[] = [];
  for (const placed of entries) {
    if (!isOf(filter, placed)) continue;
    const message = known.get(placed) ?? toMessage(hub, placed, [uncounted(placed.entry.data)]);
    known.set(placed, message); // one for all who missed it: it is executed once
    messages.push(message);
  }
  return { messages, upTo };
}

/**
 * What one who watches the first lines has missed, change by change: the list of now is taken back to where it stood, then goes
 * through all again. Null when that is not possible or not worth it: too much was missed, or not all of it is kept.
 */
export async function replayWindow(
  hub: Hub,
  listOf: ListOf,
  filter: QueueFilter,
  first: number,
  position: FeedPosition,
  limit: number,
): Promise<Missed<QueueMessage> | null> {
  const missed: QueuePlaced[] = [];
  let upTo = position;
  for (let read = 0; comparePositions(upTo, hub.position()) < 0;) {
    const stretch = await readOn(hub, upTo);
    if (comparePositions(position, stretch.compacted) < 0) return null;
    read += stretch.entries.length;
    if (read > limit) return null;
    for (const placed of stretch.entries) if (isOf(filter, placed)) missed.push(placed);
    upTo = stretch.upTo;
  }
  const list = listOf(filter)?.clone();
  const done = missed.filter((placed) => comparePositions(placed.position, hub.position()) <= 0);
  if (!list || !done.toReversed().every(({ entry }) => takeBack(list, entry))) return null;

  const messages: QueueMessage[] = [];
  for (const placed of missed) {
    const { data } = placed.entry;
    const taken = step(list, data, placeBefore(placed.entry), placeAfter(placed.entry));
    if (!taken) return null;
    const changes = movesWithin(list, taken, first);
    if (changes.length > 0) messages.push(toMessage(hub, placed, changes));
  }
  return { messages, upTo };
}

async function readOn(hub: Hub, position: FeedPosition) {
  const stretch = await hub.history.after(position);
  requireResumable({ epoch: hub.epoch(), position }, stretch);
  return stretch;
}

/** Undoes a change; false when the list is not as the change left it. */
function takeBack(list: RankedList, told: QueueEntryTold): boolean {
  return step(list, told.data, placeAfter(told), placeBefore(told)) !== null;
}

function isOf(filter: QueueFilter, placed: PlacedEntry): placed is QueuePlaced {
  const { topic, data, owners } = placed.entry;
  return topic === 'queue' && isIn(filter, { ...data, ...owners?.[0], siteId: data.siteId });
}

function uncounted({ change, lineId, kind, siteId, score, previousScore }: QueueChange): QueueMove {
  return { change, lineId, kind, siteId, score, previousScore, rank: null, previousRank: null };
}

function toMessage(hub: Hub, { position, entry }: PlacedEntry, changes: readonly QueueMove[]): QueueMessage {
  return { cursor: hub.cursorAt(position), at: entry.at, snapshot: null, changes };
}
