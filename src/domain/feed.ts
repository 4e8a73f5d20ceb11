import type { OrderException } from './exception.ts';
import type { QueueKind, QueuePlace } from './queue.ts';
import type { Owner } from './row-scope.ts';
import type { Instant } from './time.ts';

/** Something that happened, written in the transaction that made it happen. */
export type FeedEntry =
  | EntryOf<'queue', QueueChange>
  | EntryOf<'risk', RiskChange>
  | EntryOf<'exception', ExceptionChange>
  | EntryOf<'provider', ProviderChange>;
export type FeedTopic = FeedEntry['topic'];

interface EntryOf<Topic extends string, Data> {
  readonly topic: Topic;
  readonly at: Instant;
  readonly data: Data;
  /** Whose it is, as kept: the store works it out. Absent or empty: it is told only to those who see all rows. */
  readonly owners?: readonly Owner[] | null;
}

/** An entry as it is appended. */
export type AppendedEntry = FeedEntry & {
  /** Of an exception: the lines that it has just begun or ceased to hit. */
  readonly touched?: readonly string[];
};

/** What happens to a line in a queue: `rescored` when its score changes while it waits. */
export const QUEUE_CHANGES = ['entered', 'rescored', 'left'] as const;

export interface QueueChange {
  readonly change: (typeof QUEUE_CHANGES)[number];
  readonly lineId: string;
  readonly kind: QueueKind;
  readonly siteId: string | null;
  /** Null once it has left. */
  readonly score: number | null;
  /** Null when it has just entered. */
  readonly previousScore: number | null;
  /** Where it stands in its queue, as `placeOf` says it; null once it has left. */
  readonly place: string | null;
  readonly previousPlace: string | null;
}

/** A line's recorded risk, when it moved enough to be told. */
export interface RiskChange {
  readonly lineId: string;
  readonly orderId: string;
  /** Null when the line no longer carries a risk: it is delivered, cancelled, or there is no model. */
  readonly late: number | null;
  /** Null when the line had none. */
  readonly previousLate: number | null;
}

/** What happens in the life of an exception: `affects` when the lines that it hits became others. */
export const EXCEPTION_CHANGES = ['opened', 'assigned', 'escalated', 'affects', 'resolved', 'reopened'] as const;

export interface ExceptionChange {
  readonly change: (typeof EXCEPTION_CHANGES)[number];
  readonly exceptionId: string;
  /** What filters look at, as it now stands. */
  readonly type: OrderException['type'];
  readonly severity: OrderException['severity'];
  readonly orderId: string | null;
  readonly open: boolean;
  /** What filters looked at before: who watches what it was must hear that it no longer is. Null when it has just opened. */
  readonly previousSeverity: OrderException['severity'] | null;
  readonly wasOpen: boolean;
}

export const PROVIDER_CHANGES = ['degraded', 'recovered'] as const;

export interface ProviderChange {
  readonly change: (typeof PROVIDER_CHANGES)[number];
  readonly providerId: string;
  /** What went wrong; null when it has recovered. */
  readonly problem: string | null;
}

/** Where a line stands in a queue, and whose it is. */
export interface BoardPlace extends QueuePlace {
  readonly customerId?: string | null;
  readonly channel?: string | null;
}

/** A place in the feed: transaction id and entry id, both whole numbers as text, compared in that order. */
export interface FeedPosition {
  readonly transactionId: string;
  readonly entryId: string;
}

/** An entry with its place. */
export interface PlacedEntry {
  readonly position: FeedPosition;
  readonly entry: FeedEntry;
}

/** What was read of the feed, and what a cursor is checked against. */
export interface FeedPage {
  /** In commit order; only those that no open transaction can still come before. */
  readonly entries: readonly PlacedEntry[];
  /** All that is committed later comes after this. */
  readonly end: FeedPosition;
  /** Another one means that the feed was begun anew: no cursor of the old one has a place in it. */
  readonly epoch: string;
  /** Up to here entries were deleted for their age or number. */
  readonly expired: FeedPosition;
  /** Up to here only the newest entry of each key is left. */
  readonly compacted: FeedPosition;
}

/** A part of the feed without a gap, in commit order: all that comes after one place, up to another. */
export interface FeedStretch extends Pick<FeedPage, 'entries' | 'epoch'> {
  readonly from: FeedPosition;
  readonly upTo: FeedPosition;
}

/** Whether a stretch tells something of what comes after a position, from its very next entry on. */
export function goesOnFrom({ from, upTo }: Pick<FeedStretch, 'from' | 'upTo'>, position: FeedPosition): boolean {
  return comparePositions(from, position) <= 0 && comparePositions(position, upTo) < 0;
}

/** The place before every entry. */
export const FEED_START: FeedPosition = { transactionId: '0', entryId: '0' };

/** Negative when a comes before b. */
export function comparePositions(a: FeedPosition, b: FeedPosition): number {
  return compareNumbers(a.transactionId, b.transactionId) || compareNumbers(a.entryId, b.entryId);
}

/** The later of two places. */
export function laterOf(a: FeedPosition, b: FeedPosition): FeedPosition {
  return comparePositions(a, b) < 0 ? b : a;
}

/**
 * Of entries with one key the newest tells all that a reader who missed the others must know. A line has a key in each queue and
 * site that it waits in, so that nobody who watches one misses that it left.
 */
export function keyOfEntry({ topic, data }: FeedEntry): string {
  switch (topic) {
    case 'queue':
      return JSON.stringify([data.kind, data.siteId, data.lineId]);
    case 'risk':
      return data.lineId;
    case 'exception':
      return data.exceptionId;
    case 'provider':
      return data.providerId;
  }
}

/** Whole numbers without leading zeros: the longer is the greater. */
function compareNumbers(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
