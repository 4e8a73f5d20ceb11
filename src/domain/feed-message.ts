import type { ExceptionChange, ProviderChange, QueueChange, RiskChange } from './feed.ts';
import type { ExceptionFilter } from './list.ts';
import type { QueueKind, QueuePlace } from './queue.ts';
import type { RowScope } from './viewer.ts';
import type { Instant } from './time.ts';

/** Part of a queue: at all sites when `siteId` is null, and only so many lines from the head unless `first` is null. */
export interface QueueWatch {
  readonly kind: QueueKind;
  readonly siteId: string | null;
  readonly first: number | null;
}

type Messages<M> = Promise<AsyncIterableIterator<M, undefined, undefined>>;

/**
 * Changes as they are told. With a cursor a subscriber gets what it missed and then what comes, without a gap and each once;
 * without one, first where things stand. Only what concerns these rows is told. Each rejects with `RESYNC_REQUIRED` or `INPUT_INVALID`.
 */
export interface Changes {
  readonly queueChanges: (rows: RowScope, watch: QueueWatch, after: string | null) => Messages<QueueMessage>;
  readonly exceptionChanges: (
    rows: RowScope,
    filter: ExceptionFilter,
    after: string | null,
  ) => Messages<ExceptionMessage>;
  /** Of the lines of these orders. */
  readonly riskChanges: (rows: RowScope, orderIds: readonly string[], after: string | null) => Messages<RiskMessage>;
  readonly providerChanges: (rows: RowScope, after: string | null) => Messages<ProviderMessage>;
}

/** What a subscriber hears, after commit. */
export interface FeedMessage {
  /** Give it as `after` to go on behind this message. */
  readonly cursor: string;
  readonly at: Instant;
}

export const QUEUE_MOVES = ['entered', 'moved', 'rescored', 'left'] as const;

/** What a change of a queue means to one who watches it, or its first lines alone. */
export interface QueueMove extends Omit<QueueChange, 'change' | 'place' | 'previousPlace'> {
  /** `moved` is `rescored` to another rank. */
  readonly change: (typeof QUEUE_MOVES)[number];
  /** 1 for the head of what is watched; null once the line has left it, and of a change of a whole queue that was missed. */
  readonly rank: number | null;
  /** Null when the line has just entered, and of a change of a whole queue that was missed. */
  readonly previousRank: number | null;
}

export interface QueueMessage extends FeedMessage {
  /** All that is watched, in order: it takes the place of what was told before. Null when only `changes` are told. */
  readonly snapshot: readonly QueuePlace[] | null;
  /** To be applied one after the other. One change of one line can push another out of the first lines, or let it in. */
  readonly changes: readonly QueueMove[];
}

/** The first message says where things stand, and has no change. */
export interface ExceptionMessage extends FeedMessage {
  readonly change: ExceptionChange | null;
}

/** The first message says where things stand, and has no change. */
export interface RiskMessage extends FeedMessage {
  readonly change: RiskChange | null;
}

/** The first message says where things stand, and has no change. */
export interface ProviderMessage extends FeedMessage {
  readonly change: ProviderChange | null;
}
