import { curveOf, interpolated } from './curve.ts';
import { emptyInputs, type Encoding, type Inputs } from './encoding.ts';
import type { FeatureRow } from './feature.ts';

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

const NO_CURVE = { column: -1, curve: curveOf({ values: [], scores: [] }) };

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
