import type { Basis } from './basis.ts';
import { shareAfter, valueWithin, type Bins } from './bins.ts';
import { bounded, calibrate, type Calibration } from './calibration.ts';
import { at } from './example-table.ts';

/** What one head says of when some rows are delivered. */
export interface View {
  readonly basis: Basis;
  readonly bins: Bins;
  /** Probabilities of its spans `[rows, spans]`. */
  readonly probabilities: Float32Array;
  /** Share of the mixture, all together 1. */
  readonly weight: number;
  readonly calibration: Calibration;
}

/** Where rows stand, in days since their order, one entry a row. */
export interface Standing {
  /** Until when delivery is promised. */
  readonly promise: Float64Array;
  /** For how long they have been open, at least 0: what comes before is ruled out. */
  readonly open: Float64Array;
}

/** Which probability of a distribution is told as P50 and as P90 (see `conformal.ts`). */
export interface Levels {
  readonly p50: number;
  readonly p90: number;
}

/** The levels of each row, where they differ. */
export type LevelsByRow = (row: number) => Levels;

/** What is to be expected of rows, one entry a row. */
export interface Outlook {
  readonly late: Float64Array;
  /** Days since the order; NaN when the model has no idea any more. */
  readonly p50: Float64Array;
  readonly p90: Float64Array;
}

/**
 * What a mixture of heads says of rows that are still open: chances and dates given that they took longer than until now. Each head is
 * corrected before they are mixed: its chance of a late delivery by its calibration, and the days before and after the promise
 * along with it, so that chances and dates agree. A row past its promise is late. One pass over the rows.
 */
export function outlookOf(views: readonly View[], standing: Standing, levels: Levels | LevelsByRow | null): Outlook {
  const rows = standing.promise.length;
  const outlook = { late: new Float64Array(rows), p50: nothing(rows), p90: nothing(rows) };
  const mixture = createMixture(views);
  for (let row = 0; row < rows; row += 1) {
    const open = at(standing.open, row);
    const promise = at(standing.promise, row);
    mixture.turnTo(row, promise);
    const stillOpen = stillOpenIn(mixture, open);
    outlook.late[row] = lateGiven(mixture, promise, open, stillOpen);
    if (!levels || stillOpen <= LEAST_KNOWN) continue;
    const { p50, p90 } = typeof levels === 'function' ? levels(row) : levels;
    outlook.p50[row] = mixture.dayAt((1 - p50) * stillOpen, open);
    outlook.p90[row] = mixture.dayAt((1 - p90) * stillOpen, Math.max(open, at(outlook.p50, row)));
  }
  return outlook;
}

/** Chance that a row is late, given that it is still open. Turns the mixture to that row. */
export function lateIn(mixture: Mixture, row: number, promise: number, open: number): number {
  mixture.turnTo(row, promise);
  return lateGiven(mixture, promise, open, stillOpenIn(mixture, open));
}

function lateGiven(mixture: Mixture, promise: number, open: number, stillOpen: number): number {
  return bounded(open > promise ? 1 : mixture.chanceAfter(promise) / stillOpen);
}

function stillOpenIn(mixture: Mixture, open: number): number {
  return Math.max(mixture.chanceAfter(open), Number.MIN_VALUE);
}

/** Chance that each row's delivery comes before a day since its order, given that it is still open. */
export function chancesBefore(views: readonly View[], { promise, open }: Standing, day: Float64Array): Float64Array {
  const mixture = createMixture(views);
  return Float64Array.from(day, (value, row) => {
    mixture.turnTo(row, at(promise, row));
    const stillOpen = stillOpenIn(mixture, at(open, row));
    return 1 - Math.min(1, mixture.chanceAfter(value - HALF_A_MINUTE) / stillOpen);
  });
}

/** Below this chance of being open as long as it is, the model has not seen the like. */
const LEAST_KNOWN = 1e-4;
const MINUTE = 1 / 1440;
const HALF_A_MINUTE = MINUTE / 2;

function nothing(rows: number): Float64Array {
  return new Float64Array(rows).fill(Number.NaN);
}

/** The distributions of a mixture, one row at a time. Days count from the row's order. */
export interface Mixture {
  readonly turnTo: (row: number, promise: number) => void;
  readonly chanceAfter: (day: number) => number;
  /** The first day, to a minute, after which the chance is at most so much; not before `from`. */
  readonly dayAt: (chance: number, from: number) => number;
}

/** Reads the probabilities of its views anew at each turn. */
export function createMixture(views: readonly View[]): Mixture {
  const parts = views.map(createPart);

  function chanceAfter(day: number): number {
    let chance = 0;
    for (const part of parts) chance += part.chanceAfter(day);
    return chance;
  }

  return {
    chanceAfter,
    turnTo(row, promise) {
      for (const part of parts) part.turnTo(row, promise);
    },
    dayAt: (chance, from) => firstDayAt(chanceAfter, parts, chance, from),
  };
}

/** Nearer than this to the end of a search, a guess tells nothing new. */
const NEAR = 0.4 * MINUTE;

/** Between which days a chance that falls with them reaches a value, and what it is there. Narrowed in place: it runs for every date. */
interface Reach {
  low: number;
  above: number;
  high: number;
  below: number;
}

/** Where a chance that falls with the days reaches a value: first between which ends of spans, then mostly on a straight line. */
function firstDayAt(
  chanceAfter: (day: number) => number,
  parts: readonly Part[],
  chance: number,
  from: number,
): number {
  let last = from;
  for (const part of parts) last = Math.max(last, part.lastDay());
  const reach: Reach = { low: from, above: chanceAfter(from), high: last, below: chanceAfter(last) };
  if (reach.above <= chance) return from;
  const [first] = parts;
  let [lowEnd, highEnd] = [0, first ? first.spans - 1 : 0];
  while (first && lowEnd < highEnd) {
    const middle = (lowEnd + highEnd) >> 1;
    const day = first.endOf(middle);
    const isBefore = day <= reach.low || (day < reach.high && narrow(reach, day, chanceAfter(day), chance));
    if (isBefore) lowEnd = middle + 1;
    else highEnd = middle;
  }
  for (let turn = 0; reach.high - reach.low > MINUTE; turn += 1) {
    const day = guessIn(reach, chance, turn);
    narrow(reach, day, chanceAfter(day), chance);
  }
  return reach.high;
}

/** Takes a day as one of the ends, by what the chance is there. True when it is the lower one. */
function narrow(reach: Reach, day: number, there: number, chance: number): boolean {
  const isLow = there > chance;
  if (isLow) [reach.low, reach.above] = [day, there];
  else [reach.high, reach.below] = [day, there];
  return isLow;
}

/** Where to look next: first, whether it falls at the very end; then a little behind and a little before where a straight line says; halving makes sure. */
function guessIn({ low, above, high, below }: Reach, chance: number, turn: number): number {
  if (turn === 0) return high - NEAR;
  const met = low + ((above - chance) / (above - below)) * (high - low);
  const guess = turn % 3 === 0 ? met + NEAR : turn % 3 === 1 ? met - NEAR : (low + high) / 2;
  return Math.min(high - NEAR, Math.max(low + NEAR, guess));
}

/** One head's distribution of the row that it was turned to. */
interface Part extends Pick<Mixture, 'turnTo' | 'chanceAfter'> {
  readonly lastDay: () => number;
  readonly spans: number;
  /** The day on which a span ends. */
  readonly endOf: (span: number) => number;
}

function createPart({ basis, bins, probabilities, weight, calibration }: View): Part {
  const count = bins.spans.length;
  const ends = Float64Array.from(bins.spans, ({ to }) => to);
  const last = valueWithin(bins, count - 1, 1);
  /** Chance of the spans behind each one. */
  const behind = new Float64Array(count);
  /** What is known of the row that it was turned to. */
  const row = { first: 0, origin: 0, promise: 0, lateBefore: 0, late: 0 };

  function plainAfter(day: number): number {
    const value = day - row.origin;
    let [low, high] = [0, count - 1];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((ends[middle] ?? 0) < value) low = middle + 1;
      else high = middle;
    }
    return (behind[low] ?? 0) + (probabilities[row.first + low] ?? 0) * shareAfter(bins, low, value);
  }

  return {
    lastDay: () => row.origin + last,
    spans: count,
    endOf: (span) => row.origin + (ends[span] ?? 0),
    turnTo(at: number, promised: number): void {
      row.first = at * count;
      row.promise = promised;
      row.origin = basis === 'lead' ? 0 : promised;
      let sum = 0;
      for (let bin = count - 1; bin >= 0; bin -= 1) {
        behind[bin] = sum;
        sum += probabilities[row.first + bin] ?? 0;
      }
      row.lateBefore = bounded(plainAfter(promised));
      row.late = calibrate(calibration, row.lateBefore);
    },
    chanceAfter(day: number): number {
      const { promise, lateBefore, late } = row;
      if (day === promise) return weight * late;
      const chance = plainAfter(day);
      if (day > promise) return (weight * Math.min(chance, lateBefore) * late) / lateBefore;
      return weight * (late + ((Math.max(chance, lateBefore) - lateBefore) * (1 - late)) / (1 - lateBefore));
    },
  };
}
