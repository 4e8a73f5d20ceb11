import type { Stamp } from './event/event.ts';
import type { EventData, LineContent, LinePromise, OrderHeader } from './event/event-data.ts';
import type { HoldRecord } from './record/order-record.ts';
import type { RecordKind, RecordOf } from './record/record.ts';
import type { Instant } from './time.ts';

/** Kinds of thing whose state we keep: every record kind, and the order line, which is what is scored and ranked. */
export type EntityKind = RecordKind | 'line';

export interface Shipped {
  /** In the line's unit of measure; null means all that was ordered. */
  readonly quantity: number | null;
  readonly at: Instant;
}

/** The facets of each kind: groups of values that one event sets together and that never mix with another event's. */
export interface Facets {
  order: {
    header: OrderHeader;
    cancelled: { cancelled: boolean };
    [hold: `hold/${string}`]: Omit<HoldRecord, 'id'>;
    [release: `release/${string}`]: { at: Instant };
  };
  line: {
    content: LineContent & { orderId: string };
    promise: LinePromise;
    cancelled: { cancelled: boolean };
    allocated: { quantity: number };
    backordered: { quantity: number };
    picked: { at: Instant; state: 'started' | 'short' | 'completed' };
    [shipped: `shipped/${string}`]: Shipped;
    [delivered: `delivered/${string}`]: Shipped;
  };
  shipment: {
    carrier: { carrierServiceId: string | null };
    confirmed: { at: Instant };
    departed: { at: Instant };
    eta: { at: Instant };
    delivered: { at: Instant };
    failed: { at: Instant };
    [line: `line/${string}`]: { quantity: number | null };
  };
  supply: { record: RecordOf<'supply'> | null; expected: { at: Instant }; received: { at: Instant } };
  condition: { record: RecordOf<'condition'> | null; cleared: { at: Instant } };
  exception: {
    opened: EventData<'exception.opened'>;
    assigned: { to: string | null };
    escalated: { severity: RecordOf<'exception'>['severity'] };
    resolved: { at: Instant; resolution: string | null };
  };
  invoice: { record: RecordOf<'invoice'> | null; disputed: { at: Instant } };
  return: { record: RecordOf<'return'> | null; received: { at: Instant } };
  customer: Master<'customer'>;
  item: Master<'item'>;
  site: Master<'site'>;
  inventory: { record: RecordOf<'inventory'> | null };
  carrierService: Master<'carrierService'>;
}

/** Things that several sources may have a record of: the home's, and beside it those of sources that are linked to it. */
interface Master<K extends RecordKind> {
  record: RecordOf<K> | null;
  [told: `told/${string}`]: { rank: number; record: RecordOf<K> | null };
}

/** A facet's value with the stamp of the event that wrote it. */
export interface Stamped<V> {
  readonly stamp: Stamp;
  readonly value: V;
}

/** Everything known of one thing. A facet that no event has set is absent. */
export interface Entity<K extends EntityKind = EntityKind> {
  readonly kind: K;
  readonly id: string;
  readonly facets: { readonly [F in keyof Facets[K]]?: Stamped<Facets[K][F]> };
}

/** Names one thing. */
export interface EntityRef {
  readonly kind: EntityKind;
  readonly id: string;
}

/** `line/SO-1/10`: a ref as a map key. */
export function refKey({ kind, id }: EntityRef): string {
  return `${kind}/${id}`;
}
