import { MS_PER_DAY, toMs, type Instant } from '../domain/time.ts';
import type { Example } from './example.ts';
import type { Mishap } from './mishaps.ts';

/**
 * Examples as columns: small, quick to walk, and cheap to hand to a thread. Times are days since 1970, NaN is unknown.
 */
export interface ExampleTable {
  readonly count: number;
  readonly numberCount: number;
  readonly categoryCount: number;
  /** Row by row, `numberCount` each. */
  readonly numbers: Float64Array;
  /** Row by row, `categoryCount` each: indices into that category's words, -1 for unknown. */
  readonly categories: Int32Array;
  readonly words: readonly (readonly string[])[];
  readonly placed: Float64Array;
  readonly asOf: Float64Array;
  readonly promised: Float64Array;
  readonly delivered: Float64Array;
  readonly cancelled: Float64Array;
  /** When each mishap became known. */
  readonly mishaps: Readonly<Record<Mishap, Float64Array>>;
  readonly baseRatio: Float64Array;
  readonly routeRatio: Float64Array;
  /** Equal for lines of one order: they share their luck. */
  readonly order: Int32Array;
}

/** Examples in the order of their instants, then of their ids: what training and evaluation expect. */
export function inTimeOrder(examples: readonly Example[]): Example[] {
  return [...examples].sort((a, b) => compareText(a.asOf, b.asOf) || compareText(a.lineId, b.lineId));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Columns of examples, in the order given. */
export function exampleTable(examples: readonly Example[]): ExampleTable {
  const numberCount = examples[0]?.numbers.length ?? 0;
  const categoryCount = examples[0]?.categories.length ?? 0;
  const dictionaries = Array.from({ length: categoryCount }, () => new Map<string, number>());
  const orders = new Map<string, number>();
  const column = (value: (example: Example) => number): Float64Array => Float64Array.from(examples, value);
  return {
    count: examples.length,
    numberCount,
    categoryCount,
    numbers: flat(examples, numberCount, ({ numbers }, i) => numbers[i] ?? Number.NaN),
    categories: Int32Array.from(
      flat(examples, categoryCount, ({ categories }, i) => codeOf(dictionaries[i], categories[i] ?? null)),
    ),
    words: dictionaries.map((dictionary) => [...dictionary.keys()]),
    placed: column(({ placedAt }) => toDays(placedAt)),
    asOf: column(({ asOf }) => toDays(asOf)),
    promised: column(({ promisedDeliverBy }) => toDays(promisedDeliverBy)),
    delivered: column(({ placedAt, outcome }) => (outcome ? toDays(placedAt) + outcome.leadDays : Number.NaN)),
    cancelled: column(({ cancelledAt }) => (cancelledAt ? toDays(cancelledAt) : Number.NaN)),
    mishaps: {
      short: column(({ mishaps: { short } }) => (short ? toDays(short) : Number.NaN)),
      exception: column(({ mishaps: { exception } }) => (exception ? toDays(exception) : Number.NaN)),
    },
    baseRatio: column(({ baselines }) => baselines.baseRatio ?? Number.NaN),
    routeRatio: column(({ baselines }) => baselines.routeRatio ?? Number.NaN),
    order: Int32Array.from(examples, ({ orderId }) => codeOf(orders, orderId)),
  };
}

/** Days since 1970. */
export function toDays(instant: Instant): number {
  return toMs(instant) / MS_PER_DAY;
}

/** The word of a row in a category column; null is unknown. */
export function wordAt({ categories, categoryCount, words }: ExampleTable, row: number, column: number): string | null {
  const code = at(categories, row * categoryCount + column);
  return code < 0 ? null : (words[column]?.[code] ?? null);
}

export type Rows = Int32Array;

/** The rows of a table that pass a test, in time order. */
export function rowsWhere(table: ExampleTable, test: (row: number) => boolean): Rows {
  const rows = new Int32Array(table.count);
  let count = 0;
  for (let row = 0; row < table.count; row += 1) if (test(row)) rows[count++] = row;
  return rows.slice(0, count);
}

/** A cell of a column; a row that is not there is unknown. */
export function at(column: Float64Array | Float32Array | Int32Array | readonly number[], index: number): number {
  return column[index] ?? Number.NaN;
}

/**
 * Whether a row was late, as known at an instant (days): late as soon as its promise has passed without a delivery. Null while
 * that is open, and for a row cancelled before.
 */
export function lateAt(table: ExampleTable, row: number, knownUntil: number): boolean | null {
  const delivered = at(table.delivered, row);
  const promised = at(table.promised, row);
  if (delivered <= knownUntil) return delivered > promised;
  if (at(table.cancelled, row) <= promised) return null;
  return promised < knownUntil ? true : null;
}

/**
 * Whether a mishap had come of a row, as known at an instant (days). Null until its promise is over, since what goes wrong early is
 * told early and counting that alone would mislead; then no means that it was delivered without.
 */
export function mishapAt(table: ExampleTable, row: number, mishap: Mishap, knownUntil: number): boolean | null {
  if (!(at(table.promised, row) < knownUntil)) return null;
  if (at(table.mishaps[mishap], row) <= knownUntil) return true;
  return at(table.delivered, row) <= knownUntil ? false : null;
}

/** Whether the row's promise is over, so that late and not late are known alike: counting early deliveries alone would flatter. */
export function isDecided(table: ExampleTable, row: number, knownUntil: number): boolean {
  return at(table.promised, row) < knownUntil && lateAt(table, row, knownUntil) !== null;
}

function codeOf(dictionary: Map<string, number> | undefined, word: string | null): number {
  if (word === null || !dictionary) return -1;
  const known = dictionary.get(word);
  if (known !== undefined) return known;
  dictionary.set(word, dictionary.size);
  return dictionary.size - 1;
}

function flat(
  examples: readonly Example[],
  width: number,
  cell: (example: Example, i: number) => number,
): Float64Array {
  const cells = new Float64Array(examples.length * width);
  examples.forEach((example, row) => {
    for (let i = 0; i < width; i += 1) cells[row * width + i] = cell(example, i);
  });
  return cells;
}
