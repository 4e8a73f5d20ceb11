import { at, type ExampleTable, type Rows } from './example-table.ts';
import type { Random } from './random.ts';

/** How the columns of a table become the inputs of a network: fitted once on the rows it is trained on, then kept. */
export interface Encoding {
  /** Which number columns are read, and the value of each quantile with the score it gets. */
  readonly numbers: readonly { readonly column: number; readonly scale: Scale }[];
  readonly categories: readonly { readonly column: number; readonly words: readonly string[] }[];
  /** Inputs per row: two per number (value, known), and one per word, one for other words, one for unknown per category. */
  readonly width: number;
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
  const width = 2 * numbers.length + categories.reduce((sum, { words }) => sum + words.length + 2, 0);
  return { numbers, categories, width };
}

/** Turns rows of one table into inputs. Made once per table, as each table numbers its words in its own way. */
export type Encoder = (rows: Rows, hide?: Hide) => Float32Array;

/** Hides each feature with a probability, so that a network learns to do without it. */
export interface Hide {
  readonly probability: number;
  readonly random: Random;
}

export function createEncoder(table: ExampleTable, { numbers, categories, width }: Encoding): Encoder {
  const places = categories.map(({ column, words }) => placesOf(table.words[column] ?? [], words));
  return (rows, hide) => {
    const inputs = new Float32Array(rows.length * width);
    const hidden = (): boolean => hide !== undefined && hide.random() < hide.probability;
    rows.forEach((row, i) => {
      let offset = i * width;
      for (const { column, scale } of numbers) {
        const value = hidden() ? Number.NaN : at(table.numbers, row * table.numberCount + column);
        if (!Number.isNaN(value)) {
          inputs[offset] = scoreOf(scale, value);
          inputs[offset + 1] = 1;
        }
        offset += 2;
      }
      categories.forEach(({ column, words }, c) => {
        const code = hidden() ? -1 : at(table.categories, row * table.categoryCount + column);
        inputs[offset + (code < 0 ? words.length + 1 : at(places[c] ?? EMPTY, code))] = 1;
        offset += words.length + 2;
      });
    });
    return inputs;
  };
}

const EMPTY = new Int32Array(0);

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

function scoreOf({ values, scores }: Scale, value: number): number {
  const last = values.length - 1;
  if (value <= at(values, 0)) return at(scores, 0);
  if (value >= at(values, last)) return at(scores, last);
  let high = 1;
  while (at(values, high) < value) high += 1;
  const share = (value - at(values, high - 1)) / (at(values, high) - at(values, high - 1));
  return at(scores, high - 1) + share * (at(scores, high) - at(scores, high - 1));
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
