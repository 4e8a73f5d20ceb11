import type { Condition } from '../domain/condition.ts';
import type { OrderException } from '../domain/exception.ts';
import type { CarrierService, Customer, Item, Site } from '../domain/master-data.ts';
import type { OutcomeTally } from '../domain/outcome.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { ItemAtSite } from './item-at-sites.ts';

/**
 * All that lies around lines at one instant, by id: read from the store for a batch of lines, or kept by a replay. What is known of
 * the same events is the same in both.
 */
export interface Surroundings {
  readonly customer: (id: string) => Customer | null;
  readonly item: (id: string) => Item | null;
  readonly site: (id: string) => Site | null;
  readonly carrierService: (id: string) => CarrierService | null;
  /** An item at every site that has stock of it or is to get some, by site id. */
  readonly stockOf: (itemId: string) => readonly ItemAtSite[];
  readonly shipments: (lineId: string) => readonly Shipment[];
  /** Open exceptions of an order; null while the book was never told of any exception. */
  readonly exceptionsOfOrder: (orderId: string) => readonly OrderException[] | null;
  /** Open exceptions of no order. */
  readonly exceptionsOfNoOrder: () => readonly OrderException[];
  /** Conditions that are not cleared; null while the book was never told of any condition. */
  readonly conditions: () => readonly Condition[] | null;
  /** Returns that a customer was authorized in the 365 days before; null while the book was never told of any return. */
  readonly returnsOf: (customerId: string) => number | null;
  /** Outcomes of the 365 days before under a history key. */
  readonly history: (key: string) => OutcomeTally | undefined;
}

/** The days whose returns count at an instant. */
export const RETURN_DAYS = 365;
