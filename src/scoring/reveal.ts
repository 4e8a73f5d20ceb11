import { createRowEncoder, type Inputs } from './encoding.ts';
import type { ModelRow } from './explainer.ts';
import type { FeatureList } from './feature-list.ts';
import type { Head } from './head.ts';
import { writeProbabilities } from './run-forward.ts';
import { addRow, type Tables } from './tables.ts';

/** One head to which the features of a row become known one by one, each at the cost of one step and not of a whole run. */
export interface Reveal {
  /** The head's probabilities after what was revealed. */
  readonly probabilities: Float32Array;
  /** Starts over with a row of which nothing is known. */
  readonly turnTo: (row: ModelRow) => void;
  /** Makes a factor known. False when that moves nothing: the head does not read it, or it is unknown. */
  readonly reveal: (factor: number) => boolean;
}

export function createReveal({ encoding, forward: { tables }, bins }: Head, { numbers }: FeatureList): Reveal {
  const encode = createRowEncoder(encoding);
  const probabilities = new Float32Array(bins.spans.length);
  const units = new Float32Array(tables.hidden.width);
  const logits = new Float32Array(tables.out.width);
  const numberAt = new Map(encoding.numbers.map(({ column }, n) => [column, n]));
  const categoryAt = new Map(encoding.categories.map(({ column }, c) => [column + numbers.length, c]));
  const unknownRows = encoding.categories.map(({ words }, c) => (tables.firstPlaces[c] ?? 0) + words.length + 1);
  const blank = blankUnits(tables, unknownRows);
  let inputs: Inputs = { rows: 0, numbers: new Float32Array(0), places: new Int32Array(0) };

  /** Puts one row of the table in the place of another. */
  function exchange(old: number, fresh: number, weight: number): void {
    addRow(units, tables.hidden, old, -1);
    addRow(units, tables.hidden, fresh, weight);
  }

  return {
    probabilities,
    turnTo(row) {
      inputs = encode([row]);
      units.set(blank);
      writeProbabilities(probabilities, units, tables, logits);
    },
    reveal(factor) {
      const n = numberAt.get(factor);
      const c = categoryAt.get(factor);
      if (n !== undefined) {
        if (inputs.numbers[2 * n + 1] !== 1) return false;
        exchange(tables.numbers + n, n, inputs.numbers[2 * n] ?? 0);
      } else if (c !== undefined) {
        const unknown = unknownRows[c] ?? 0;
        const place = (tables.firstPlaces[c] ?? 0) + (inputs.places[c] ?? 0);
        if (place === unknown) return false;
        exchange(unknown, place, 1);
      } else return false;
      writeProbabilities(probabilities, units, tables, logits);
      return true;
    },
  };
}

function blankUnits(tables: Tables, unknownRows: readonly number[]): Float32Array {
  const { numbers, hidden } = tables;
  const blank = Float32Array.from(hidden.bias);
  for (let n = 0; n < numbers; n += 1) addRow(blank, hidden, numbers + n, 1);
  for (const row of unknownRows) addRow(blank, hidden, row, 1);
  return blank;
}
