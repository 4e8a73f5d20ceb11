import type { Claims } from '../domain/atp.ts';
import type { Condition } from '../domain/condition.ts';
import type { OrderException } from '../domain/exception.ts';
import type { CarrierService, Customer, Inventory, Item, Site, Supply } from '../domain/master-data.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { OutcomeTally } from '../domain/outcome.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { Instant } from '../domain/time.ts';
import type { Explainer, ModelRow } from './explainer.ts';

/**
 * All that was known of one line at one instant, and nothing that came later. Features see this and nothing else: that is the
 * guard against leaking the future.
 */
export interface Snapshot {
  readonly asOf: Instant;
  readonly line: OrderLine;
  readonly order: Order;
  /** How many lines the order has. */
  readonly orderLineCount: number;
  readonly customer: Customer | null;
  readonly item: Item | null;
  /** Stock of the line's item at its site. */
  readonly inventory: Inventory | null;
  /** Stock and receipts of the line's item at every site that has any, its own site first, then by site id. */
  readonly stock: readonly SiteStock[];
  /** The same of each item that may take its place, best first. */
  readonly substitutes: readonly { readonly itemId: string; readonly stock: readonly SiteStock[] }[];
  readonly site: Site | null;
  readonly carrierService: CarrierService | null;
  /** Shipments that carry some of the line. */
  readonly shipments: readonly Shipment[];
  /** Open exceptions on the line, on its order, or on supply of its item; null while the book was never told of any exception. */
  readonly exceptions: readonly OrderException[] | null;
  /** Conditions in force that bear on the line's path; null while the book was never told of any condition. */
  readonly conditions: readonly Condition[] | null;
  /** Returns that the customer was authorized in the 365 days before `asOf`; null while the book was never told of any return. */
  readonly customerReturns: number | null;
  /** Outcomes of the 365 days before `asOf`, by history name (see `history-keys.ts`); a key without outcomes is absent. */
  readonly history: Readonly<Record<string, OutcomeTally | undefined>>;
}

/** What one site has of one item, and how others' wants bear on the line there. */
export interface SiteStock {
  readonly siteId: string;
  /** Null where receipts are known and stock is not. */
  readonly inventory: Inventory | null;
  /** What is still to come, first to come first. */
  readonly receipts: readonly Supply[];
  readonly claims: Claims;
}

/** What a model says of one snapshot. */
export interface Score {
  /** Chance that the line is delivered after its promise, calibrated, 0 to 1. */
  readonly late: number;
  /** Chance that less than what was ordered is delivered, calibrated; null where the model had too few such outcomes to learn from. */
  readonly short: number | null;
  /** Chance that an exception is opened on the line before it is delivered, calibrated; null as with `short`. */
  readonly exception: number | null;
  readonly deliverP50At: Instant | null;
  readonly deliverP90At: Instant | null;
  /** What the model saw of the line; null for a scorer that cannot tell. */
  readonly row: ModelRow | null;
}

/** A loaded model. */
export interface Scorer {
  /** `<name>/<version>`. */
  readonly version: string;
  /** One model call for all. The same order as given; null for a line that was promised nothing. */
  readonly score: (snapshots: readonly Snapshot[]) => readonly (Score | null)[];
  /** What its scores depend on; null for a scorer that cannot tell. */
  readonly explainer: Explainer | null;
}
