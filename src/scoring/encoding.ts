import { curveOf, interpolated, normalQuantile, type Curve, type Scale } from './curve.ts';
import { at, type ExampleTable, type Rows } from './example-table.ts';
import type { Random } from './random.ts';

/** How the columns of a table become the inputs of a network: fitted once on the rows it is trained on, then kept. */
export interface Encoding {
  /** Which number columns are read, and the value of each quantile with the score it gets. */
  readonly numbers: readonly { readonly column: number; readonly scale: Scale }[];
  readonly categories: readonly { readonly column: number; readonly words: readonly string[] }[];
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

const EMPTY = new Int32Array(0);

/** Room for so many rows, of which nothing is known yet. */
export function emptyInputs(rows: number, numbers: number, categories: number): Inputs {
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
