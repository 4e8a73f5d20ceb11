import { createRowEncoder, type Inputs } from './encoding.ts';
import type { ModelRow } from './explainer.ts';
import type { FeatureList } from './feature-list.ts';
import { addProduct, probabilitiesOf, type Forward } from './forward.ts';
import type { Head } from './head.ts';

/** One head to which the features of a row become known one by one, each at the cost of one step and not of a whole run. */
export interface Reveal {
  /** The head's probabilities after what was revealed. */
  readonly probabilities: Float32Array;
  /** Starts over with a row of which nothing is known. */
  readonly turnTo: (row: ModelRow) => void;
  /** Makes a factor known. False when that moves nothing: the head does not read it, or it is unknown. */
  readonly reveal: (factor: number) => boolean;
}

export function createReveal({ encoding, forward, bins }: Head, { numbers }: FeatureList): Reveal {
  const encode = createRowEncoder(encoding);
  const probabilities = new Float32Array(bins.spans.length);
  const units = new Float32Array(forward.hidden.units);
  const numberAt = new Map(encoding.numbers.map(({ column }, n) => [column, n]));
  const categoryAt = new Map(encoding.categories.map(({ column }, c) => [column + numbers.length, c]));
  const effects = effectsOfPlaces(forward);
  const unknownPlaces = encoding.categories.map(({ words }) => words.length + 1);
  const blank = blankUnits(forward, effects, unknownPlaces);
  let inputs: Inputs = { rows: 0, numbers: new Float32Array(0), places: new Int32Array(0) };

  return {
    probabilities,
    turnTo(row) {
      inputs = encode([row]);
      units.set(blank);
      probabilitiesOf(probabilities, units, forward.out);
    },
    reveal(factor) {
      const n = numberAt.get(factor);
      const c = categoryAt.get(factor);
      if (n !== undefined) {
        if (inputs.numbers[2 * n + 1] !== 1) return false;
        addKernelRows(units, forward, 2 * n, inputs.numbers);
      } else if (c !== undefined) {
        const place = inputs.places[c] ?? 0;
        const unknown = unknownPlaces[c] ?? 0;
        if (place === unknown) return false;
        const effect = effects[c] ?? new Float32Array(0);
        const count = units.length;
        for (let u = 0; u < count; u += 1)
          units[u] = (units[u] ?? 0) + (effect[place * count + u] ?? 0) - (effect[unknown * count + u] ?? 0);
      } else return false;
      probabilitiesOf(probabilities, units, forward.out);
      return true;
    },
  };
}

/** Adds what a number, its value and its known flag, does to the hidden units. */
function addKernelRows(units: Float32Array, { hidden }: Forward, first: number, values: Float32Array): void {
  for (let i = first; i < first + 2; i += 1) {
    const value = values[i] ?? 0;
    for (let u = 0; u < units.length; u += 1)
      units[u] = (units[u] ?? 0) + value * (hidden.values[i * hidden.units + u] ?? 0);
  }
}

/** What each place of each category does to the hidden units: `[places, units]`. */
function effectsOfPlaces({ embeddings, hidden, numberWidth }: Forward): readonly Float32Array[] {
  let offset = numberWidth;
  return embeddings.map(({ size, values }) => {
    const places = values.length / size;
    const kernel = hidden.values.subarray(offset * hidden.units, (offset + size) * hidden.units);
    const effects = new Float32Array(places * hidden.units);
    for (let place = 0; place < places; place += 1) {
      const into = effects.subarray(place * hidden.units, (place + 1) * hidden.units);
      addProduct(into, values.subarray(place * size, (place + 1) * size), kernel);
    }
    offset += size;
    return effects;
  });
}

function blankUnits({ hidden }: Forward, effects: readonly Float32Array[], unknownPlaces: readonly number[]) {
  const blank = Float32Array.from(hidden.bias);
  effects.forEach((effect, c) => {
    const from = (unknownPlaces[c] ?? 0) * hidden.units;
    for (let u = 0; u < blank.length; u += 1) blank[u] = (blank[u] ?? 0) + (effect[from + u] ?? 0);
  });
  return blank;
}
