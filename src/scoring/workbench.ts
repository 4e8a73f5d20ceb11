import type { Inputs } from './encoding.ts';
import { layers } from './layers.ts';
import type { TableLayer, Tables } from './tables.ts';

/** Rows worked on together: what is made of them stays near the processor. */
export const ROWS_AT_ONCE = 256;
const BYTES = 4;

/** A network laid out in the memory of WebAssembly, with room for some rows at a time. Good until others are laid out. */
export interface Workbench {
  /** `[ROWS_AT_ONCE, width]`: hidden units before their rectification. May be written. */
  readonly units: Float32Array;
  /** Works out the units of some rows of the inputs; the first of them goes to the first row. */
  readonly takeInputs: (inputs: Inputs, from: number, rows: number) => void;
  /** What follows from the units of the first rows: `[rows, outputs]`. Good until it is asked again. */
  readonly probabilities: (rows: number) => Float32Array;
}

/** Lays networks out beside each other, each with a workbench of its own. */
export function layOut(networks: readonly Tables[]): readonly Workbench[] {
  const place = createPlaces();
  const plans = networks.map((tables) => ({ tables, at: placesOf(tables, place) }));
  const memory = layers().memory(place(0));
  return plans.map((plan) => createWorkbench(plan, memory));
}

interface Plan {
  readonly tables: Tables;
  readonly at: ReturnType<typeof placesOf>;
}

function placesOf({ numbers: numberCount, firstPlaces, hidden, out, outputs }: Tables, place: (n: number) => number) {
  const placeCount = firstPlaces.length;
  return {
    hidden: { bias: place(hidden.bias.length), table: place(hidden.table.length), width: hidden.width },
    out: { bias: place(out.bias.length), table: place(out.table.length), width: out.width },
    inputs: {
      numbers: place(ROWS_AT_ONCE * 2 * numberCount),
      numberCount,
      places: place(ROWS_AT_ONCE * placeCount),
      placeCount,
      firsts: place(placeCount),
    },
    units: place(ROWS_AT_ONCE * hidden.width),
    logits: place(ROWS_AT_ONCE * out.width),
    probabilities: place(ROWS_AT_ONCE * outputs + out.width),
  };
}

function createWorkbench({ tables, at }: Plan, memory: ArrayBuffer): Workbench {
  const { first, next, softmax } = layers();
  const { hidden, out, outputs, firstPlaces } = tables;
  const [floats, wholes] = [new Float32Array(memory), new Int32Array(memory)];
  writeLayer(floats, at.hidden, hidden);
  writeLayer(floats, at.out, out);
  wholes.set(firstPlaces, at.inputs.firsts / BYTES);
  const { numberCount, placeCount } = at.inputs;
  const told = floats.subarray(at.probabilities / BYTES);

  return {
    units: floats.subarray(at.units / BYTES, at.units / BYTES + ROWS_AT_ONCE * hidden.width),
    takeInputs({ numbers, places }, from, rows) {
      floats.set(numbers.subarray(2 * from * numberCount, 2 * (from + rows) * numberCount), at.inputs.numbers / BYTES);
      wholes.set(places.subarray(from * placeCount, (from + rows) * placeCount), at.inputs.places / BYTES);
      first(at.hidden, rows, at.inputs, at.units);
    },
    probabilities(rows) {
      next(at.out, rows, { at: at.units, count: hidden.width }, at.logits);
      softmax(rows, at.logits, out.width, at.probabilities, outputs);
      return told.subarray(0, rows * outputs);
    },
  };
}

/** Says where the next so many numbers go, in bytes: one after the other, each at a multiple of 16. */
function createPlaces(): (numbers: number) => number {
  let end = 0;
  return (numbers) => {
    const start = end;
    end += Math.ceil((numbers * BYTES) / 16) * 16;
    return start;
  };
}

function writeLayer(into: Float32Array, at: { bias: number; table: number }, { bias, table }: TableLayer): void {
  into.set(bias, at.bias / BYTES);
  into.set(table, at.table / BYTES);
}
