import { at, type ExampleTable, type Rows } from './example-table.ts';
import type { FeatureRow } from './feature.ts';
import type { Random } from './random.ts';

/** How the columns of a table become the inputs of a network: fitted once on the rows it is trained on, then kept. */
export interface Encoding {
  /** Which number columns are read, and the value of each quantile with the score it gets. */
  readonly numbers: readonly { readonly column: number; readonly scale: Scale }[];
  readonly categories: readonly { readonly column: number; readonly words: readonly string[] }[];
}

/** Points of a curve from value to normal score, values ascending. */
export interface Scale {
  readonly values: readonly number[];
  readonly scores: readonly number[];
}

export interface EncodingLimits {
  readonly maxWords: number;
  readonly minCount: number;
}

const QUANTILES = 32;

/** Fits the encoding of some columns on some rows. Columns that tell these rows nothing are left out: sources that a book lacks cost it nothing. */
export function fitEncoding(
  table: ExampleTable,
  rows: Rows,
  numberColumns: readonly number[],
  categoryColumns: readonly number[],
  limits: EncodingLimits,
): Encoding {
  const numbers = numberColumns
    .filter((column) => varies(table, rows, column))
    .map((column) => ({ column, scale: fitScale(table, rows, column) }));
  const categories = categoryColumns
    .map((column) => ({ column, words: commonWords(table, rows, column, limits) }))
    .filter(({ words }) => words.length > 0);
  return { numbers, categories };
}

/** What a network is given of some rows. */
export interface Inputs {
  readonly rows: number;
  /** `[rows, 2 x numbers]`: value and known flag of each. */
  readonly numbers: Float32Array;
  /** `[rows, categories]`: the place of the word, one place for other words, and one for unknown. */
  readonly places: Int32Array;
}

/** Turns rows of one table into inputs. Made once per table, as each table numbers its words in its own way. */
export type TableEncoder = (rows: Rows, hide?: Hide) => Inputs;

/** Hides each feature with a probability, so that a network learns to do without it. */
export interface Hide {
  readonly probability: number;
  readonly random: Random;
}

export function createTableEncoder(table: ExampleTable, { numbers, categories }: Encoding): TableEncoder {
  const curves = numbers.map(({ column, scale }) => ({ column, curve: curveOf(scale) }));
  const placesByCode = categories.map(({ column, words }) => placesOf(table.words[column] ?? [], words));
  return (rows, hide) => {
    const inputs = emptyInputs(rows.length, numbers.length, categories.length);
    const hidden = (): boolean => hide !== undefined && hide.random() < hide.probability;
    rows.forEach((row, i) => {
      curves.forEach(({ column, curve }, n) => {
        const value = hidden() ? Number.NaN : at(table.numbers, row * table.numberCount + column);
        writeNumber(inputs.numbers, 2 * (i * numbers.length + n), curve, value);
      });
      categories.forEach(({ column, words }, c) => {
        const code = hidden() ? -1 : at(table.categories, row * table.categoryCount + column);
        inputs.places[i * categories.length + c] = code < 0 ? words.length + 1 : at(placesByCode[c] ?? EMPTY, code);
      });
    });
    return inputs;
  };
}

/** Turns single rows into inputs. */
export interface RowEncoder {
  /** Room for so many rows, of which nothing is known yet. */
  readonly roomFor: (rows: number) => Inputs;
  /** Writes what one row becomes. Plain loops: it runs for every score. */
  readonly write: (into: Inputs, row: number, features: FeatureRow) => void;
}

export function createRowEncoder({ numbers, categories }: Encoding): RowEncoder {
  const curves = numbers.map(({ column, scale }) => ({ column, curve: curveOf(scale) }));
  const words = categories.map(({ column, words }) => ({ column, placeOf: createPlaceOf(words) }));
  // Rows side by side often share their numbers.
  const lastValues = new Float64Array(numbers.length).fill(Number.NaN);
  const lastScores = new Float64Array(numbers.length);

  return {
    roomFor: (rows) => emptyInputs(rows, numbers.length, categories.length),
    write(into, row, features) {
      let [to, place] = [2 * row * curves.length, row * words.length];
      for (let n = 0; n < curves.length; n += 1, to += 2) {
        const { column, curve } = curves[n] ?? NO_CURVE;
        const value = features.numbers[column];
        if (typeof value !== 'number' || Number.isNaN(value)) continue;
        if (value !== lastValues[n]) {
          lastValues[n] = value;
          lastScores[n] = interpolated(curve, value);
        }
        into.numbers[to] = lastScores[n] ?? 0;
        into.numbers[to + 1] = 1;
      }
      for (const { column, placeOf } of words) into.places[place++] = placeOf(features.categories[column] ?? null);
    },
  };
}

/** What rows become. */
export function encodeRows({ roomFor, write }: RowEncoder, rows: readonly FeatureRow[]): Inputs {
  const inputs = roomFor(rows.length);
  rows.forEach((row, i) => {
    write(inputs, i, row);
  });
  return inputs;
}

/** The place of a word; those that it does not have share the one behind them, and unknown comes last. */
function createPlaceOf(words: readonly string[]): (word: string | null) => number {
  const placeByWord = new Map(words.map((word, place) => [word, place]));
  let [lastWord, lastPlace]: [string | null, number] = [null, words.length + 1];
  return (word) => {
    // Lines side by side often share their words.
    if (word === lastWord) return lastPlace;
    lastPlace = word === null ? words.length + 1 : (placeByWord.get(word) ?? words.length);
    lastWord = word;
    return lastPlace;
  };
}

const EMPTY = new Int32Array(0);

function emptyInputs(rows: number, numbers: number, categories: number): Inputs {
  return { rows, numbers: new Float32Array(2 * rows * numbers), places: new Int32Array(rows * categories) };
}

/** Unknown stays 0 with the flag 0. */
function writeNumber(into: Float32Array, offset: number, curve: Curve, value: number): void {
  if (Number.isNaN(value)) return;
  into[offset] = interpolated(curve, value);
  into[offset + 1] = 1;
}

/** For each word of a table, its place among the words of the encoding; those it does not have share one place. */
function placesOf(tableWords: readonly string[], words: readonly string[]): Int32Array {
  const placeOf = new Map(words.map((word, place) => [word, place]));
  return Int32Array.from(tableWords, (word) => placeOf.get(word) ?? words.length);
}

/** Whether a number says anything of these rows: one that is never known, or the same in all of them, does not. */
function varies(table: ExampleTable, rows: Rows, column: number): boolean {
  const first = at(table.numbers, at(rows, 0) * table.numberCount + column);
  return rows.some((row) => !Object.is(at(table.numbers, row * table.numberCount + column), first));
}

function fitScale(table: ExampleTable, rows: Rows, column: number): Scale {
  const known: number[] = [];
  for (const row of rows) {
    const value = at(table.numbers, row * table.numberCount + column);
    if (!Number.isNaN(value)) known.push(value);
  }
  const sorted = Float64Array.from(known).sort();
  const values: number[] = [];
  const ranks: number[][] = [];
  for (let q = 0; q < QUANTILES && sorted.length > 0; q += 1) {
    const rank = (q + 0.5) / QUANTILES;
    const value = at(sorted, Math.min(sorted.length - 1, Math.floor(rank * sorted.length)));
    if (value !== values.at(-1)) ranks.push([]);
    if (value !== values.at(-1)) values.push(value);
    ranks.at(-1)?.push(rank);
  }
  // Values that many share get the score of the middle of their ranks.
  const scores = ranks.map((shared) => normalQuantile(shared.reduce((sum, rank) => sum + rank, 0) / shared.length));
  return { values, scores };
}

/** Points of a curve, xs ascending. Of one kind of array always, which makes it several times as fast to read. */
interface Curve {
  readonly xs: Float64Array;
  readonly ys: Float64Array;
}

/** From values to scores. */
function curveOf({ values, scores }: Scale): Curve {
  return { xs: Float64Array.from(values), ys: Float64Array.from(scores) };
}

const NO_CURVE = { column: -1, curve: curveOf({ values: [], scores: [] }) };

/** A point on a curve; beyond its ends, the end. */
function interpolated({ xs, ys }: Curve, x: number): number {
  const last = xs.length - 1;
  if (x <= (xs[0] ?? 0)) return ys[0] ?? 0;
  if (x >= (xs[last] ?? 0)) return ys[last] ?? 0;
  let low = 0;
  let high = last;
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((xs[middle] ?? 0) < x) low = middle;
    else high = middle;
  }
  const from = xs[low] ?? 0;
  const below = ys[low] ?? 0;
  return below + ((x - from) / ((xs[high] ?? 0) - from)) * ((ys[high] ?? 0) - below);
}

/** The value below which a share of the known values lie, from 0 to 1. */
export function quantileOf(scale: Scale, share: number): number {
  const { xs: values, ys: scores } = curveOf(scale);
  return interpolated({ xs: scores, ys: values }, normalQuantile(share));
}

function commonWords(
  table: ExampleTable,
  rows: Rows,
  column: number,
  { maxWords, minCount }: EncodingLimits,
): string[] {
  const words = table.words[column] ?? [];
  const counts = new Int32Array(words.length);
  for (const row of rows) {
    const code = at(table.categories, row * table.categoryCount + column);
    if (code >= 0) counts[code] = at(counts, code) + 1;
  }
  return words
    .map((word, code) => ({ word, count: at(counts, code) }))
    .filter(({ count }) => count >= minCount)
    .sort((a, b) => b.count - a.count || (a.word < b.word ? -1 : 1))
    .slice(0, maxWords)
    .map(({ word }) => word);
}

/** The inverse of the normal distribution function (Acklam's rational approximation, relative error below 1.2e-9). */
function normalQuantile(p: number): number {
  const low = 0.02425;
  if (p < low || p > 1 - low) {
    const q = Math.sqrt(-2 * Math.log(Math.min(p, 1 - p)));
    const c = [
      -7.784894002430293e-3, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
      2.938163982698783,
    ];
    const d = [7.784695709041462e-3, 0.3224671290700398, 2.445134137142996, 3.754408661907416];
    const tail = polynomial(c, q) / (polynomial(d, q) * q + 1);
    return p < low ? tail : -tail;
  }
  const q = p - 0.5;
  const r = q * q;
  const a = [
    -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
  ];
  const b = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572];
  return (polynomial(a, r) * q) / (polynomial(b, r) * r + 1);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);
}
