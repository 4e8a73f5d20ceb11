import type { DomainEvent } from '../domain/event/event.ts';
import { keyOf, type CanonicalRecord, type RecordKind } from '../domain/record/record.ts';
import type { Instant } from '../domain/time.ts';
import { assertNever } from '../errors.ts';
import type { UnreadableRow } from './define-provider.ts';
import { deriveMaster, forgetMaster } from './derive/master.ts';
import { deriveOrder, forgetOrder, orderRowKeys, headerKey } from './derive/order.ts';
import { deriveShipment, forgetShipment, shipmentRowKeys, shipmentKey } from './derive/shipment.ts';
import { deriveStaged, forgetStaged } from './derive/staged.ts';
import { createWork, type Given, type Work } from './derive/work.ts';
import type { Seen } from './seen.ts';

export type { Seen } from './seen.ts';

export interface DeriveInput {
  readonly providerId: string;
  readonly kind: RecordKind;
  readonly records: readonly Given[];
  /** Keys that the source no longer has; they count from `now`. */
  readonly deletes: readonly string[];
  /** What was last seen of the rows of `seenKeys`; a row that is absent was never seen. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Names the read: the same from its first page to its last, also when it was cut short and went on later. */
  readonly readId: string;
  readonly now: Instant;
  /** Of an as-of book, its date: what the source says to have happened later is withheld. Null for everything. */
  readonly until: Instant | null;
  /** Of a linked source, where its records stand among the others'; null or absent for one that names things itself. */
  readonly rank?: number | null;
}

export interface DerivedEvents {
  readonly events: readonly DomainEvent[];
  /** Rows to save: only those that are new, changed or seen again. */
  readonly seen: ReadonlyMap<string, Seen>;
  /** Records that state again, within one read, what the read has already stated. */
  readonly rejected: readonly UnreadableRow[];
  /** Events later than `until`. A later read with a later `until` derives them. */
  readonly withheld: number;
}

/**
 * The events that lead from what was last seen to what a page now says. Pure: the same input gives the same events with the
 * same ids. Deriving again from what is already seen gives none.
 */
export function deriveEvents(input: DeriveInput): DerivedEvents {
  const work = createWork(input);
  for (const given of input.records) derive(work, given);
  for (const key of input.deletes) forget(work, input.kind, key);
  return work.result();
}

/** The rows that `deriveEvents` compares a page with: what to load before. */
export function seenKeys(
  kind: RecordKind,
  records: readonly CanonicalRecord[],
  deletes: readonly string[],
): readonly string[] {
  return [...new Set([...records.flatMap(rowKeys), ...deletes.map((key) => rootKey(kind, key))])];
}

function rowKeys(record: CanonicalRecord): readonly string[] {
  if (record.kind === 'order') return orderRowKeys(record);
  if (record.kind === 'shipment') return shipmentRowKeys(record);
  return [keyOf(record)];
}

function rootKey(kind: RecordKind, key: string): string {
  if (kind === 'order') return headerKey(key);
  return kind === 'shipment' ? shipmentKey(key) : key;
}

function derive(work: Work, { record, location }: Given): void {
  switch (record.kind) {
    case 'order':
      return deriveOrder(work, { record, location });
    case 'shipment':
      return deriveShipment(work, { record, location });
    case 'supply':
    case 'condition':
    case 'exception':
    case 'invoice':
    case 'return':
      return deriveStaged(work, { record, location });
    case 'site':
    case 'item':
    case 'customer':
    case 'carrierService':
    case 'inventory':
      return deriveMaster(work, { record, location });
    default:
      return assertNever(record);
  }
}

function forget(work: Work, kind: RecordKind, key: string): void {
  switch (kind) {
    case 'order':
      return forgetOrder(work, key);
    case 'shipment':
      return forgetShipment(work, key);
    case 'supply':
    case 'condition':
    case 'exception':
    case 'invoice':
    case 'return':
      return forgetStaged(work, kind, key);
    case 'site':
    case 'item':
    case 'customer':
    case 'carrierService':
    case 'inventory':
      return forgetMaster(work, kind, key);
    default:
      return assertNever(kind);
  }
}
