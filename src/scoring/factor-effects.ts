import type { Inputs } from './encoding.ts';
import { createRowEncoder, encodeRows } from './row-encoder.ts';
import type { FeatureRow } from './feature.ts';
import type { FeatureList } from './feature-list.ts';
import type { Head } from './head.ts';
import { addRow, type Tables } from './tables.ts';

/** What the features of rows do to the hidden units of a head, one by one, beside not being known. Works on the rows that it took last. */
export interface FactorEffects {
  /** The units, before their rectification, of a row of which nothing is known. */
  readonly unknown: Float32Array;
  readonly takeRows: (rows: readonly FeatureRow[]) => void;
  /**
   * Adds to units, from an offset on, what it does that a factor of one of the rows taken is known. False, and nothing is added, when the head
   * does not read it or it is unknown.
   */
  readonly add: (units: Float32Array, offset: number, row: number, factor: number) => boolean;
}

export function createFactorEffects(
  { encoding, forward: { tables } }: Pick<Head, 'encoding' | 'forward'>,
  features: FeatureList,
): FactorEffects {
  const encoder = createRowEncoder(encoding);
  const { hidden, numbers: numberCount } = tables;
  const wordCount = encoding.categories.length;
  const numberAt = new Map(encoding.numbers.map(({ column }, n) => [column, n]));
  const categoryAt = new Map(encoding.categories.map(({ column }, c) => [column + features.numbers.length, c]));
  const unknownRows = encoding.categories.map(({ words }, c) => (tables.firstPlaces[c] ?? 0) + words.length + 1);
  let inputs: Inputs = { rows: 0, numbers: new Float32Array(0), places: new Int32Array(0) };

  function addNumber(units: Float32Array, offset: number, row: number, n: number): boolean {
    const at = 2 * (row * numberCount + n);
    if (inputs.numbers[at + 1] !== 1) return false;
    addRow(units, hidden, numberCount + n, -1, offset);
    addRow(units, hidden, n, inputs.numbers[at] ?? 0, offset);
    return true;
  }

  function addWord(units: Float32Array, offset: number, row: number, c: number): boolean {
    const unknown = unknownRows[c] ?? 0;
    const place = (tables.firstPlaces[c] ?? 0) + (inputs.places[row * wordCount + c] ?? 0);
    if (place === unknown) return false;
    addRow(units, hidden, unknown, -1, offset);
    addRow(units, hidden, place, 1, offset);
    return true;
  }

  return {
    unknown: unknownUnits(tables, unknownRows),
    takeRows(rows) {
      inputs = encodeRows(encoder, rows);
    },
    add(units, offset, row, factor) {
      const n = numberAt.get(factor);
      if (n !== undefined) return addNumber(units, offset, row, n);
      const c = categoryAt.get(factor);
      return c !== undefined && addWord(units, offset, row, c);
    },
  };
}

function unknownUnits({ numbers, hidden }: Tables, unknownRows: readonly number[]): Float32Array {
  const units = Float32Array.from(hidden.bias);
  for (let n = 0; n < numbers; n += 1) addRow(units, hidden, numbers + n, 1);
  for (const row of unknownRows) addRow(units, hidden, row, 1);
  return units;
}
