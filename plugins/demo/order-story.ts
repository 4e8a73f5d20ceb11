import { MS_PER_DAY } from '../../src/providers/index.ts';
import { routeDrag, seasonDrag, type Carrier, type Catalog, type Customer, type Item } from './catalog.ts';
import { between, logistic, pick, randomOf, wholeBetween, type Random } from './random.ts';
import type { SimTime } from './thing.ts';

/** All that will ever happen to one simulated order, known from its number alone. */
export interface OrderStory {
  readonly id: string;
  readonly customer: Customer;
  readonly placedAt: SimTime;
  /** From when to when it is on hold; null for most. */
  readonly hold: { readonly kind: string; readonly from: SimTime; readonly to: SimTime } | null;
  readonly cancelledAt: SimTime | null;
  readonly lines: readonly LineStory[];
}

export interface LineStory {
  readonly lineNumber: string;
  readonly item: Item;
  readonly carrier: Carrier;
  readonly quantity: number;
  readonly promisedAt: SimTime;
  /** A second promise, and when it was given; null when the first one stood. */
  readonly repromise: { readonly at: SimTime; readonly promisedAt: SimTime } | null;
  /** Short at first: nothing can be allocated until supply arrives. */
  readonly backorderedAt: SimTime | null;
  readonly allocatedAt: SimTime;
  readonly confirmedAt: SimTime;
  readonly departedAt: SimTime;
  readonly deliveredAt: SimTime;
  readonly isLate: boolean;
}

export interface World {
  readonly seed: number;
  readonly catalog: Catalog;
}

/** Orders a simulated day. */
const ORDERS_PER_DAY = 25;
const FIRST_ORDER_AT: SimTime = Date.UTC(2020, 0, 1);
/** No order lives longer than this. */
export const LONGEST_LIFE_MS = 60 * MS_PER_DAY;

/** The numbers of the orders that are placed between two times. */
export function orderNumbers(from: SimTime, to: SimTime): { readonly first: number; readonly last: number } {
  const numberAt = (time: SimTime): number => Math.floor(((time - FIRST_ORDER_AT) / MS_PER_DAY) * ORDERS_PER_DAY);
  return { first: Math.max(0, numberAt(from)), last: numberAt(to) };
}

export function orderId(number: number): string {
  return `SIM-${String(number).padStart(7, '0')}`;
}

export function orderStory(world: World, number: number): OrderStory {
  const random = randomOf(world.seed, 'order', number);
  const placedAt = FIRST_ORDER_AT + Math.floor(((number + random()) / ORDERS_PER_DAY) * MS_PER_DAY);
  const customer = pick(random, world.catalog.customers);
  const lines = Array.from({ length: wholeBetween(random, 1, 3) }, (_, index) =>
    lineStory(world, random, { index, placedAt, customer }),
  );
  const heldFrom = placedAt + between(random, 0.05, 0.5) * MS_PER_DAY;
  const firstStep = Math.min(...lines.map(({ allocatedAt }) => allocatedAt));
  const isHeld = random() < 0.06 && heldFrom < firstStep;
  const isCancelled = random() < 0.01;
  return {
    id: orderId(number),
    customer,
    placedAt,
    hold: isHeld
      ? {
          kind: pick(random, ['credit', 'address', 'pricing']),
          from: heldFrom,
          to: between(random, heldFrom, firstStep),
        }
      : null,
    cancelledAt: isCancelled ? between(random, placedAt, firstStep) : null,
    lines,
  };
}

interface Placed {
  readonly index: number;
  readonly placedAt: SimTime;
  readonly customer: Customer;
}

function lineStory({ seed, catalog }: World, random: Random, { index, placedAt, customer }: Placed): LineStory {
  const item = pick(random, catalog.items);
  const carrier = pick(random, catalog.carriers);
  const spareDays = between(random, 1, 14);
  const leadDays = carrier.transitDays + 4 + spareDays;
  const promisedAt = placedAt + leadDays * MS_PER_DAY;
  const drag =
    carrier.drag +
    item.supplier.drag +
    2.2 * item.scarcity +
    routeDrag(seed, item.site, customer.country) +
    seasonDrag(promisedAt) -
    0.12 * spareDays;
  // The constant makes about one line in six late.
  const strain = 0.95 * drag - 2.15 + logistic(random);
  const isLate = strain > 0;
  const repromise =
    random() < 0.08 ? { at: placedAt + 0.4 * leadDays * MS_PER_DAY, promisedAt: promisedAt + 2 * MS_PER_DAY } : null;

  const due = repromise?.promisedAt ?? promisedAt;
  const slipDays = isLate ? Math.min(0.2 + 1.6 * strain, 18) : -Math.min(0.1 - 0.5 * strain, 0.45 * spareDays);
  const deliveredAt = due + slipDays * MS_PER_DAY;
  const departedAt = deliveredAt - carrier.transitDays * MS_PER_DAY;
  const allocatedAt = between(
    random,
    placedAt + 0.1 * (departedAt - placedAt),
    placedAt + 0.8 * (departedAt - placedAt),
  );
  return {
    lineNumber: String(index + 1),
    item,
    carrier,
    quantity: wholeBetween(random, 1, 40),
    promisedAt,
    repromise,
    backorderedAt: random() < item.scarcity * 0.7 ? placedAt + 0.05 * (allocatedAt - placedAt) : null,
    allocatedAt,
    confirmedAt: departedAt - 0.1 * (departedAt - allocatedAt),
    departedAt,
    deliveredAt,
    isLate,
  };
}
