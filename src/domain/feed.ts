import type { QueueKind } from './queue.ts';
import type { Instant } from './time.ts';

/** Something that happened in a queue, written in the transaction that made it happen. */
export interface FeedEntry {
  readonly topic: 'queue';
  readonly at: Instant;
  readonly data: QueueChange;
}

export interface QueueChange {
  readonly change: 'entered' | 'rescored' | 'left';
  readonly lineId: string;
  readonly kind: QueueKind;
  readonly siteId: string | null;
  /** Null once it has left. */
  readonly score: number | null;
  readonly previousScore: number | null;
}

/** Transaction id and entry id: compared in that order. */
export interface FeedPosition {
  readonly transactionId: string;
  readonly entryId: string;
}
