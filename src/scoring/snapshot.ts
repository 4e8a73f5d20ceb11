import type { Customer, Inventory, Item } from '../domain/master-data.ts';
import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { OutcomeTally } from '../domain/outcome.ts';
import type { Instant } from '../domain/time.ts';
import type { Explainer } from './explainer.ts';

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
  /** Outcomes of the 365 days before `asOf`, by history name (see `history-keys.ts`); a key without outcomes is absent. */
  readonly history: Readonly<Record<string, OutcomeTally | undefined>>;
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
  /** What the model saw, `[value, known]` per feature, in the order of its feature list. */
  readonly features: readonly number[];
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
