import type { Inputs } from './encoding.ts';
import { layers } from './layers.ts';
import type { TableLayer, Tables } from './tables.ts';

/** Rows worked on together: what is made of them stays near the processor. */
const ROWS_AT_ONCE = 256;
const BYTES = 4;

/** Probabilities `[rows, outputs]`, fast for many rows. */
export function runTables(tables: Tables, inputs: Inputs): Float32Array {
  const { numbers: numberCount, firstPlaces, hidden, out, outputs } = tables;
  const placeCount = firstPlaces.length;
  const { memory: memoryOf, first, next, softmax } = layers();
  const place = createPlaces();
  const hiddenAt = { bias: place(hidden.bias.length), table: place(hidden.table.length), width: hidden.width };
  const outAt = { bias: place(out.bias.length), table: place(out.table.length), width: out.width };
  const inputsAt = {
    numbers: place(ROWS_AT_ONCE * 2 * numberCount),
    numberCount,
    places: place(ROWS_AT_ONCE * placeCount),
    placeCount,
    firsts: place(placeCount),
  };
  const units = place(ROWS_AT_ONCE * hidden.width);
  const logits = place(ROWS_AT_ONCE * out.width);
  const probabilities = place(ROWS_AT_ONCE * outputs + out.width);
  const memory = memoryOf(place(0));
  const [floats, wholes] = [new Float32Array(memory), new Int32Array(memory)];
  writeLayer(floats, hiddenAt, hidden);
  writeLayer(floats, outAt, out);
  wholes.set(firstPlaces, inputsAt.firsts / BYTES);

  const all = new Float32Array(inputs.rows * outputs);
  for (let from = 0; from < inputs.rows; from += ROWS_AT_ONCE) {
    const rows = Math.min(ROWS_AT_ONCE, inputs.rows - from);
    floats.set(part(inputs.numbers, from, rows, 2 * numberCount), inputsAt.numbers / BYTES);
    wholes.set(part(inputs.places, from, rows, placeCount), inputsAt.places / BYTES);
    first(hiddenAt, rows, inputsAt, units);
    next(outAt, rows, { at: units, count: hidden.width }, logits);
    softmax(rows, logits, out.width, probabilities, outputs);
    all.set(part(floats.subarray(probabilities / BYTES), 0, rows, outputs), from * outputs);
  }
  return all;
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

function part<A extends Float32Array | Int32Array>(array: A, from: number, rows: number, width: number) {
  return array.subarray(from * width, (from + rows) * width);
}
