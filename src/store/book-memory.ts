import type { SiteDemand } from '../domain/atp.ts';
import type { Condition } from '../domain/condition.ts';
import type { CarrierService, Customer, Inventory, Item, Site, Supply } from '../domain/master-data.ts';
import type { OrderException } from '../domain/exception.ts';
import type { CountedOutcome, OutcomeTally } from '../domain/outcome.ts';
import type { OrderLine } from '../domain/order-line.ts';
import type { Order } from '../domain/order.ts';
import type { ToldRisk } from '../domain/promise-risk.ts';
import type { QueuePlace } from '../domain/queue.ts';
import type { Instant } from '../domain/time.ts';
import type { Shipment } from '../domain/shipment.ts';
import type { ExceptionEffect } from './raised-exceptions.ts';
import type { RaisedException } from '../domain/exception-life.ts';
import { createRemembered, type Remembered } from './remembered.ts';

/** What one process knows of a book's open lines, of what lies around them and of what was last told of them. */
export interface BookMemory {
  readonly orders: Remembered<Order>;
  /** Lines by order. */
  readonly lines: Remembered<readonly OrderLine[]>;
  readonly customers: Remembered<Customer>;
  readonly items: Remembered<Item>;
  readonly sites: Remembered<Site>;
  readonly carrierServices: Remembered<CarrierService>;
  /** By item, as supply and demand are. */
  readonly inventory: Remembered<readonly Inventory[]>;
  readonly supply: Remembered<readonly Supply[]>;
  readonly demand: Remembered<readonly SiteDemand[]>;
  /** By line. */
  readonly shipments: Remembered<readonly Shipment[]>;
  /** By key, of the days in `outcomeDays`. */
  readonly outcomes: Remembered<OutcomeTally>;
  /** By line, as the rest. */
  readonly counted: Remembered<{ readonly outcome: CountedOutcome | null }>;
  readonly risks: Remembered<ToldRisk>;
  readonly places: Remembered<QueuePlace>;
  readonly effects: Remembered<readonly ExceptionEffect[]>;
  /** By exception: what was found, and how many lines it hits. */
  readonly raised: Remembered<RaisedException>;
  readonly hits: Remembered<number>;
  /** By order; those of no order under `NO_ORDER`. */
  readonly exceptions: Remembered<readonly OrderException[]>;
  /** By customer, of the hour in `returnHour`. */
  readonly returns: Remembered<number>;
  readonly facts: BookFacts;
}

/** What is remembered of the book as a whole. */
export interface BookFacts {
  outcomeDays: string;
  returnHour: string;
  hasExceptions: boolean;
  hasReturns: boolean;
  /** What stood at an instant; null when it is not remembered. */
  conditions: { readonly asOf: Instant; readonly standing: readonly Condition[] | null } | null;
}

/** Where exceptions of no order are remembered: no id is empty. */
export const NO_ORDER = '';

export function createBookMemory(): BookMemory {
  const groups = <T extends { readonly id: string }>(): Remembered<readonly T[]> =>
    createRemembered((things) => things.map(({ id }) => id));
  return {
    orders: createRemembered(),
    lines: groups(),
    customers: createRemembered(),
    items: createRemembered(),
    sites: createRemembered(),
    carrierServices: createRemembered(),
    inventory: groups(),
    supply: groups(),
    demand: createRemembered((wants: readonly SiteDemand[]) => wants.map(({ lineId }) => lineId)),
    shipments: groups(),
    outcomes: createRemembered(),
    risks: createRemembered(),
    places: createRemembered(),
    effects: createRemembered(),
    raised: createRemembered(),
    hits: createRemembered(),
    counted: createRemembered(),
    exceptions: groups(),
    returns: createRemembered(),
    facts: { outcomeDays: '', returnHour: '', hasExceptions: false, hasReturns: false, conditions: null },
  };
}

/** How many things are remembered, those included of which it is known that there are none. */
export function sizeOf(memory: BookMemory): number {
  const { facts: _, ...kinds } = memory;
  return Object.values(kinds).reduce((sum, kind) => sum + kind.size(), 0);
}
