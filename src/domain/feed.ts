import type { QueueKind } from './queue.ts';
import type { Instant } from './time.ts';

/** Something that happened in a queue, written in the transaction that made it happen. */
export interface FeedEntry {
  readonly topic: 'queue';
  readonly at: Instant;
  readonly data: QueueChange;
}

export const QUEUE_CHANGES = ['entered', 'rescored', 'left'] as const;

export interface QueueChange {
  readonly change: (typeof QUEUE_CHANGES)[number];
  readonly lineId: string;
  readonly kind: QueueKind;
  readonly siteId: string | null;
  /** Null once it has left. */
  readonly score: number | null;
  readonly previousScore: number | null;
}

/** A change as a subscriber hears it, after commit. */
export interface QueueChangeMessage extends QueueChange {
  /** 1 for the head of the queue that the subscriber watches (of its site, when it named one); null once the line has left. */
  readonly rank: number | null;
  readonly at: Instant;
}

/** Transaction id and entry id: compared in that order. */
export interface FeedPosition {
  readonly transactionId: string;
  readonly entryId: string;
}
