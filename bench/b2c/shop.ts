import { createRandom, normal, type Random } from '../../src/scoring/random.ts';

/**
 * A marketplace that does not exist: consumers buy once and never return, very many small sellers send parcels across a large country, and a delivery date is told
 * at purchase. NOTHING in it is real. It is made to be unlike the books that this project's defaults were chosen on.
 */
export interface ShopOptions {
  readonly lines: number;
  readonly seed: number;
  /** How long the promise is from half way on, of what it was before. */
  readonly promiseRatio: number;
}

export const STARTS_ON = Date.UTC(2021, 0, 4);
export const DAYS = 600;
/** When the shop begins to promise less time. */
export const SHIFTS_AT = STARTS_ON + (DAYS / 2) * 86_400_000;

const MS_PER_DAY = 86_400_000;
const STATES = 24;
const CATEGORIES = 40;
const HEADER =
  'order_id,order_item_id,customer_unique_id,customer_state,seller_id,seller_state,product_id,product_category,price,freight_value,' +
  'order_purchase_timestamp,order_approved_at,order_delivered_carrier_date,order_delivered_customer_date,order_estimated_delivery_date';

interface Seller {
  readonly id: string;
  readonly state: number;
  /** Days until it hands a parcel over, in the middle. */
  readonly days: number;
}

/** The rows of its export, header first, without line ends. The same options give the same rows. */
export function* shopRows({ lines, seed, promiseRatio }: ShopOptions): Generator<string> {
  yield HEADER;
  const random = createRandom(seed);
  const sellers = makeSellers(random, Math.ceil(lines / 25));
  const purchases = purchaseTimes(random, lines);
  for (let line = 0, order = 0; line < lines; order += 1) {
    const purchasedAt = purchases[line] ?? STARTS_ON;
    const state = skewed(random, STATES);
    const items = random() < 0.1 ? 2 : 1;
    for (let item = 1; item <= items && line < lines; item += 1, line += 1) {
      yield rowOf(random, {
        order,
        item,
        purchasedAt,
        state,
        promiseRatio,
        seller: sellers[skewed(random, sellers.length)],
      });
    }
  }
}

interface Purchase {
  readonly order: number;
  readonly item: number;
  readonly purchasedAt: number;
  readonly state: number;
  readonly promiseRatio: number;
  readonly seller: Seller | undefined;
}

function rowOf(random: Random, { order, item, purchasedAt, state, promiseRatio, seller }: Purchase): string {
  const { id, state: from, days } = seller ?? { id: 'none', state: 0, days: 2 };
  const category = skewed(random, CATEGORIES);
  const price = Math.exp(4.2 + 0.9 * normal(random) + 0.02 * category);
  const distance = Math.abs(place(state) - place(from));
  const freight = 8 + 22 * distance + 0.03 * price + 2 * random();
  const busy = isPeak(purchasedAt) ? 1.45 : 1;
  const approvedAt = purchasedAt + (random() < 0.8 ? random() / 24 : 0.3 + 2 * random()) * MS_PER_DAY;
  const handling = days * (category < 3 ? 1.8 : 1) * busy * Math.exp(0.55 * normal(random));
  // One parcel in fifty goes astray: the right tail is heavy.
  const astray = random() < 0.02 ? 4 + 12 / Math.sqrt(1 - random()) : 0;
  const transit = usualTransit(distance) * (0.9 + 0.1 * busy) * Math.exp(0.38 * normal(random)) + Math.min(astray, 90);
  const handedOverAt = approvedAt + handling * MS_PER_DAY;
  const deliveredAt = handedOverAt + transit * MS_PER_DAY;
  // What is told knows the way, and neither the seller nor the season; it is a date.
  const ratio = purchasedAt >= SHIFTS_AT ? promiseRatio : 1;
  const promisedOn = purchasedAt + ratio * (9 + 1.45 * usualTransit(distance) + 2 * random()) * MS_PER_DAY;
  return [
    `o${order}`,
    item,
    `c${order}`,
    `S${state}`,
    id,
    `S${from}`,
    `p${Math.floor(1e5 * random())}`,
    `category_${category}`,
    price.toFixed(2),
    freight.toFixed(2),
    timestamp(purchasedAt),
    timestamp(approvedAt),
    timestamp(handedOverAt),
    timestamp(deliveredAt),
    `${timestamp(promisedOn).slice(0, 10)} 00:00:00`,
  ].join(',');
}

function makeSellers(random: Random, count: number): readonly Seller[] {
  return Array.from({ length: count }, (_, index) => ({
    id: `seller_${index}`,
    state: skewed(random, STATES),
    days: Math.exp(0.7 + 0.6 * normal(random)),
  }));
}

/** More each month, a third less at weekends, and twice as many in the weeks of the sales. */
function purchaseTimes(random: Random, lines: number): readonly number[] {
  const weights = Array.from({ length: DAYS }, (_, day) => {
    const at = STARTS_ON + day * MS_PER_DAY;
    const weekday = new Date(at).getUTCDay();
    return (1 + day / DAYS) * (weekday === 0 || weekday === 6 ? 0.67 : 1) * (isPeak(at) ? 2.2 : 1);
  });
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  const times: number[] = [];
  weights.forEach((weight, day) => {
    const until = Math.round(((sumTo(weights, day) + weight) / all) * lines);
    while (times.length < until) times.push(STARTS_ON + (day + random()) * MS_PER_DAY);
  });
  return times.sort((a, b) => a - b);
}

function sumTo(weights: readonly number[], end: number): number {
  return weights.slice(0, end).reduce((sum, weight) => sum + weight, 0);
}

/** Late November and most of December. */
function isPeak(at: number): boolean {
  const date = new Date(at);
  const month = date.getUTCMonth();
  return (month === 10 && date.getUTCDate() >= 20) || (month === 11 && date.getUTCDate() <= 22);
}

function usualTransit(distance: number): number {
  return 2 + 11 * distance;
}

/** Where a state lies, 0 to 1: the first ones, where most live, near each other. */
function place(state: number): number {
  return state < 5 ? 0.04 * state : ((state * 7) % STATES) / STATES;
}

/** Few are very common, most are rare. */
function skewed(random: Random, count: number): number {
  return Math.min(count - 1, Math.floor(count * random() ** 2.6));
}

function timestamp(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
