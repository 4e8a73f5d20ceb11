// Long because everything that is kept stands in one list, with what each function promises.
import type { Entity, EntityKind, EntityRef } from '../domain/entity.ts';
import type { DomainEvent, Stamp } from '../domain/event/event.ts';
import type { OrderException } from '../domain/exception.ts';
import type { Customer, Inventory, Item, Site, Supply, CarrierService } from '../domain/master-data.ts';
import type { AppendedEntry, FeedPage, FeedPosition, FeedStretch } from '../domain/feed.ts';
import type { ExceptionQuery, OrderQuery, Slice } from '../domain/list.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { QueueEntry, QueueKind, QueuePlace, QueueQuery } from '../domain/queue.ts';
import type { RecordKind } from '../domain/record/record.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { Instant } from '../domain/time.ts';
import type { RowScope } from '../domain/viewer.ts';
import type { IsWanted } from '../domain/wanted.ts';
import type { AuditStore } from './audit.ts';
import type { ApiKeyStore } from './api-keys.ts';
import type { BudgetBucketStore } from './budget-buckets.ts';
import type { ConditionStore } from './conditions.ts';
import type { FeedKept, FeedRule } from './feed-keeping.ts';
import type { QueuesNow } from './feed-queues.ts';
import type { LinkStore } from './links.ts';
import type { RaisedExceptionStore } from './raised-exceptions.ts';
import type { Readers } from './readers.ts';
import type { OutcomeStore, RiskStore, SurroundingsStore } from './score-stores.ts';
import type { TrustedDocumentStore } from './trusted-documents.ts';
import type { WebhookTargetStore } from './webhook-targets.ts';

/**
 * Everything that is kept, as small functions grouped by noun. Inside `transaction` the same shape works on one
 * transaction; outside each function is one statement unless it says otherwise.
 */
export interface Store {
  /**
   * What someone may read who may see these rows, for as long as it is wanted. Whatever answers a viewer reads through it, and knows no other part of the
   * store.
   */
  readonly readAs: (rows: RowScope, isWanted?: IsWanted) => Readers;
  readonly transaction: <T>(work: (tx: Store) => Promise<T>, options?: TransactionOptions) => Promise<T>;
  readonly inbox: InboxStore;
  readonly sources: SourceStore;
  readonly parked: ParkedStore;
  readonly entities: EntityStore;
  readonly outcomes: OutcomeStore;
  readonly risks: RiskStore;
  readonly queue: QueueStore;
  readonly feed: FeedStore;
  readonly jobs: JobStore;
  readonly marks: MarkStore;
  readonly links: LinkStore;
  readonly orders: { readonly byIds: ByIds<Order>; readonly page: (query: OrderQuery) => Promise<Slice<Order>> };
  readonly lines: {
    readonly byIds: ByIds<OrderLine>;
    /** Lines of each order, by line number; an order without lines is absent. */
    readonly byOrderIds: GroupedBy<OrderLine>;
    /** Ids of all lines that are still to be delivered, after `afterId`, in id order. */
    readonly openIds: (afterId: string | null, limit: number) => Promise<readonly string[]>;
    /** Ids of the orders of these lines, after `afterOrderId`, in id order. */
    readonly openOrderIds: (afterOrderId: string | null, limit: number) => Promise<readonly string[]>;
    /** Ids of the orders of these lines, each once. */
    readonly orderIdsOf: (lineIds: readonly string[]) => Promise<readonly string[]>;
  };
  readonly customers: { readonly byIds: ByIds<Customer> };
  readonly items: { readonly byIds: ByIds<Item> };
  readonly sites: { readonly byIds: ByIds<Site> };
  readonly carrierServices: {
    readonly byIds: ByIds<CarrierService>;
    /** All that are known, by id: the first 1,000 of them. */
    readonly all: () => Promise<readonly CarrierService[]>;
  };
  readonly inventory: { readonly byIds: ByIds<Inventory>; readonly byItemIds: GroupedBy<Inventory> };
  /** Open supply by item. */
  readonly supply: { readonly byItemIds: GroupedBy<Supply> };
  readonly shipments: { readonly byIds: ByIds<Shipment>; readonly byLineIds: GroupedBy<Shipment> };
  readonly conditions: ConditionStore;
  readonly surroundings: SurroundingsStore;
  readonly raised: RaisedExceptionStore;
  readonly webhookTargets: WebhookTargetStore;
  readonly apiKeys: ApiKeyStore;
  readonly audit: AuditStore;
  readonly trustedDocuments: TrustedDocumentStore;
  readonly budgetBuckets: BudgetBucketStore;
  readonly exceptions: {
    readonly byIds: ByIds<OrderException>;
    readonly byOrderIds: GroupedBy<OrderException>;
    readonly page: (query: ExceptionQuery) => Promise<Slice<OrderException>>;
  };
}

export interface TransactionOptions {
  /**
   * False for work that is found undone and done again when a crash of the database takes it back, with all that was committed after it.
   * It does not wait for the disk. Default: true.
   */
  readonly isDurable?: boolean;
}

/** Found things by id; an unknown id is absent. */
export type ByIds<T> = (ids: readonly string[]) => Promise<ReadonlyMap<string, T>>;
export type GroupedBy<T> = (ids: readonly string[]) => Promise<ReadonlyMap<string, readonly T[]>>;

export interface InboxStore {
  /** Saves events; one that is already there (same source and id) is passed over. Returns how many were new. */
  readonly add: (events: readonly DomainEvent[]) => Promise<number>;
  /** The oldest events, by `compareEvents`, that are neither applied nor parked; those after a stamp when one is given. */
  readonly pending: (limit: number, after?: Stamp) => Promise<readonly DomainEvent[]>;
  /** The stamps of what `pending` gives. */
  readonly pendingStamps: (limit: number) => Promise<readonly Stamp[]>;
  readonly pendingCount: () => Promise<number>;
  /** They no longer wait; the last of them is what was applied last. Only under the lock of `jobs.lockApply`. */
  readonly markApplied: (events: readonly DomainEvent[]) => Promise<void>;
  /** The event that was applied last, by anyone; null before the first. No event is applied twice: while it is the same, so is the state. */
  readonly lastApplied: () => Promise<Stamp | null>;
  /** Sets an event aside with the reason: nothing applies it until someone looks. */
  readonly park: (event: DomainEvent, reason: string) => Promise<void>;
  /** All events in `compareEvents` order, a chunk at a time, up to and including an instant. Not one statement. */
  readonly replay: (until: Instant | null) => AsyncIterable<readonly DomainEvent[]>;
  readonly count: () => Promise<number>;
  /** Copies another book's events up to and including an instant, as not yet applied; those already here are passed over. */
  readonly copyFrom: (book: string, until: Instant) => Promise<number>;
  /** Calls back soon after a commit that added events, from any process, and once a second. Resolves to a function that stops it. */
  readonly onAdd: (callback: () => void) => Promise<() => Promise<void>>;
}

/** What the host last saw of one record. */
export interface SeenRecord {
  /** Content hash per part of the record, as `derive-events` names the parts. */
  readonly hashes: Readonly<Record<string, string>>;
  /** The latest event time given to it: later changes must be later. */
  readonly lastTime: Instant;
  /** The read in which it was last seen. */
  readonly readId: string;
}

export interface SourceStatus {
  readonly providerId: string;
  readonly lastReadAt: Instant | null;
  readonly failingSince: Instant | null;
  readonly lastError: string | null;
}

export interface SourceStore {
  readonly cursor: (providerId: string, kind: RecordKind) => Promise<unknown>;
  /**
   * Goes on from one cursor to the next; from null at the first. Throws `VERSION_CONFLICT` when the kept one is another: somebody else
   * reads the same, or the database has lost its last moments.
   */
  readonly moveCursor: (providerId: string, kind: RecordKind, move: { from: unknown; to: unknown }) => Promise<void>;
  readonly seen: (
    providerId: string,
    kind: RecordKind,
    keys: readonly string[],
  ) => Promise<ReadonlyMap<string, SeenRecord>>;
  /** Whether any record of a kind was ever seen. */
  readonly hasSeen: (providerId: string, kind: RecordKind) => Promise<boolean>;
  /** Keys of the records that were seen and, as far as is known, are still there. */
  readonly knownKeys: (providerId: string, kind: RecordKind) => Promise<readonly string[]>;
  readonly saveSeen: (providerId: string, kind: RecordKind, seen: ReadonlyMap<string, SeenRecord>) => Promise<void>;
  readonly statuses: () => Promise<ReadonlyMap<string, SourceStatus>>;
  readonly saveStatus: (status: SourceStatus) => Promise<void>;
}

export interface ParkedRow {
  readonly providerId: string;
  readonly kind: RecordKind;
  readonly location: string;
  readonly reason: string;
  readonly payload: unknown;
}

export interface ParkedStore {
  /** A row parked before, with the same location and payload, is kept once. */
  readonly add: (rows: readonly ParkedRow[], at: Instant) => Promise<void>;
  readonly countByProvider: () => Promise<ReadonlyMap<string, number>>;
  readonly list: (
    providerId: string | null,
    limit: number,
  ) => Promise<readonly (ParkedRow & { readonly parkedAt: Instant })[]>;
}

export interface EntityStore {
  /** Known entities by `refKey`; at most one statement per kind. */
  readonly load: (refs: readonly EntityRef[]) => Promise<Map<string, Entity>>;
  /**
   * Inserts or replaces; at most two statements per kind. Only under the lock of `jobs.lockApply`. `atOnce`: all of them are sent before it
   * returns, so that whatever the same transaction asks after the call is asked of what was saved, waited for or not; else the
   * database works on one while the next is put into words.
   */
  readonly save: (entities: readonly Entity[], options?: { readonly atOnce?: boolean }) => Promise<void>;
  /** Refs of the lines of orders. */
  readonly lineRefs: (orderIds: readonly string[]) => Promise<readonly EntityRef[]>;
  readonly counts: () => Promise<Readonly<Record<EntityKind, number>>>;
  /** One hash over every row of every kind: equal states have equal hashes. For tests and for comparing two loads. */
  readonly hash: () => Promise<string>;
}

export interface QueueStore {
  readonly byLineIds: ByIds<QueueEntry>;
  /** Without what made them. */
  readonly places: ByIds<QueuePlace>;
  readonly save: (entries: readonly QueueEntry[]) => Promise<void>;
  readonly remove: (lineIds: readonly string[]) => Promise<void>;
  readonly page: (query: QueueQuery) => Promise<Slice<QueueEntry>>;
  readonly count: (kind: QueueKind, siteId: string | null) => Promise<number>;
  /** 1 for the head of the queue (of the site, when one is given); a line that is not in it is absent. */
  readonly ranks: (
    kind: QueueKind,
    siteId: string | null,
    lineIds: readonly string[],
  ) => Promise<ReadonlyMap<string, number>>;
}

export interface FeedStore {
  /** Each is told to whose lines it concerns. */
  readonly append: (entries: readonly AppendedEntry[]) => Promise<void>;
  /** Where the feed now ends: what is committed later comes after it. */
  readonly end: () => Promise<FeedPosition>;
  /** Entries after a position, in commit order, with what a cursor is checked against. */
  readonly after: (position: FeedPosition, limit: number) => Promise<FeedPage>;
  /**
   * To be called before the feed is first read: begins it anew when the database was restored from a backup or moved, since
   * places in it then mean nothing. Tells whether it did.
   */
  readonly open: () => Promise<{ readonly anew: boolean }>;
  /** The queues as they stand, with what of them comes after a position. */
  readonly queuesNow: (position: FeedPosition) => Promise<QueuesNow>;
  /** Deletes what is too old or too much. Run it in a transaction. */
  readonly keep: (rule: FeedRule) => Promise<FeedKept>;
  /**
   * Calls back soon after a commit that appended, from any process, with what is now settled when that is little; otherwise it is to
   * be read. Resolves to a function that stops it.
   */
  readonly onAppend: (callback: (stretch?: FeedStretch) => void) => Promise<() => Promise<void>>;
}

export interface JobStore {
  /**
   * Waits until no other transaction changes the book; held until the end of this one. From here on this transaction reads what
   * this process remembers of earlier ones, as long as no other process has changed the book in between. One that does not remember
   * leaves nothing to those after it either: for more than is worth keeping in memory. `behind` may ask what is to be run as soon as the lock is held,
   * without waiting to hear of that; it is waited for too.
   */
  readonly lockApply: (options?: LockOptions) => Promise<void>;
  /** Adds a background job, in this transaction; one that waits under the same key is replaced, or joined when both hold a list. */
  readonly add: (
    task: string,
    payload: Readonly<Record<string, unknown>> | readonly object[],
    options: JobOptions,
  ) => Promise<void>;
}

export interface LockOptions {
  readonly remembers?: boolean;
  readonly behind?: () => Promise<unknown>;
}

export interface JobOptions {
  readonly key: string;
  readonly runAt?: Date;
  /** A job that already waits under the key keeps its time. */
  readonly keepEarlier?: boolean;
}

/** Small facts that the platform keeps about a book, by name. */
export interface MarkStore {
  readonly get: (name: string) => Promise<string | null>;
  readonly set: (name: string, value: string) => Promise<void>;
}
