import type { Instant } from './time.ts';

/** What an open line wants of one item at one site, in the unit of the stock. */
export interface Demand {
  readonly lineId: string;
  /** When it must leave or be there; null: at any time, behind all others. */
  readonly by: Instant | null;
  readonly quantity: number;
  /** Part of `quantity` that is bound to stock on hand; null when the source does not say. */
  readonly allocated: number | null;
}

/** What decides when a line is served. */
export type Turn = Pick<Demand, 'lineId' | 'by'>;

/** A demand with where it is and what it is counted in. */
export interface SiteDemand extends Demand {
  readonly siteId: string;
  readonly uom: string;
}

/** What is there, and what is to come. */
export interface Stock {
  readonly onHand: number;
  /** Part of `onHand` that is bound to lines. */
  readonly allocated: number;
  readonly receipts: readonly { readonly quantity: number; readonly at: Instant }[];
}

/** How the wants of all open lines bear on one of them. */
export interface Claims {
  /** Stock on hand that is bound to the line itself. */
  readonly own: number;
  /** Stock on hand that is bound to any line, this one included. */
  readonly bound: number;
  /** What lines due before this one still want beyond what is bound to them. */
  readonly ahead: number;
}

/** All demand for one item at one site, in the order in which it is served. */
export interface DemandBoard {
  /**
   * The claims on stock of which so much is bound to lines, as they bear on one line, which may want it or, elsewhere until now, come
   * to want it.
   */
  readonly claimsOn: (allocated: number, line: Turn) => Claims;
}

/**
 * Puts demand in order: due first comes first, equal dates by line id. Every unit then goes to one line only. Stock that is bound
 * to lines whose source does not say to which is taken to be bound to the first of them.
 */
export function createDemandBoard(demands: readonly Demand[]): DemandBoard {
  const sorted = [...demands].sort(byTurn);
  const open: number[] = [0]; // what the first n lines still want, of those whose allocation is told
  const untold: number[] = [0]; // what the first n lines want, of those whose allocation is not told
  let told = 0;
  for (const { quantity, allocated } of sorted) {
    const bound = Math.min(quantity, allocated ?? 0);
    told += bound;
    open.push((open.at(-1) ?? 0) + (allocated === null ? 0 : quantity - bound));
    untold.push((untold.at(-1) ?? 0) + (allocated === null ? quantity : 0));
  }

  return {
    claimsOn(allocated, line) {
      const place = placeOf(sorted, line);
      const spare = Math.max(0, allocated - told); // bound to lines that are not told
      const before = untold[place] ?? 0;
      const own = sorted[place]?.lineId === line.lineId ? sorted[place] : null;
      return {
        own: own ? Math.min(own.quantity, own.allocated ?? Math.max(0, spare - before)) : 0,
        bound: Math.max(allocated, told),
        ahead: (open[place] ?? 0) + Math.max(0, before - spare),
      };
    },
  };
}

/** Claims where no other line wants anything. */
export const NO_CLAIMS: Claims = { own: 0, bound: 0, ahead: 0 };

/**
 * What a line can have by an instant: what is bound to it, and of the rest on hand and the receipts until then what lines due
 * before it leave. Never negative.
 */
export function availableBy({ onHand, receipts }: Stock, { own, bound, ahead }: Claims, by: Instant): number {
  let free = onHand - bound - ahead;
  for (const { quantity, at } of receipts) if (at <= by) free += quantity;
  return own + Math.max(0, free);
}

/** When a line can have all of a quantity: `now` when it is there already; null when what is to come does not suffice. */
export function coveredAt(stock: Stock, claims: Claims, quantity: number, now: Instant): Instant | null {
  if (enough(availableBy(stock, claims, now), quantity)) return now;
  const dates = stock.receipts.map(({ at }) => at).filter((at) => at > now);
  return dates.sort().find((at) => enough(availableBy(stock, claims, at), quantity)) ?? null;
}

/**
 * What can still be promised for an instant to someone new, so that everyone who was promised before keeps what they need: the
 * least that is free at that instant or any later one. Never negative.
 */
export function availableToPromise(stock: Stock, demands: readonly Demand[], by: Instant): number {
  const board = createDemandBoard(demands);
  const laterDates = [...demands.map((demand) => demand.by ?? LAST), LAST].filter((at) => at > by);
  const free = [by, ...laterDates].map((at) => {
    const claims = board.claimsOn(stock.allocated, { lineId: AFTER_ALL, by: at });
    return availableBy(stock, { ...claims, own: 0 }, at);
  });
  return Math.min(...free);
}

/** Sorts behind every line id and every instant. */
const AFTER_ALL = '\u{10FFFF}';
const LAST: Instant = '9999-12-31T23:59:59.999Z';

/** Parts of a quantity are not exact in binary: 0.7 + 0.1 is a little less than 0.8. */
function enough(available: number, quantity: number): boolean {
  return available >= quantity * (1 - 1e-9);
}

function byTurn(a: Turn, b: Turn): number {
  const first = a.by ?? LAST;
  const second = b.by ?? LAST;
  if (first !== second) return first < second ? -1 : 1;
  return a.lineId < b.lineId ? -1 : a.lineId > b.lineId ? 1 : 0;
}

/** How many lines come before this one. */
function placeOf(sorted: readonly Turn[], line: Turn): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const there = sorted[middle];
    if (there && byTurn(there, line) < 0) low = middle + 1;
    else high = middle;
  }
  return low;
}
