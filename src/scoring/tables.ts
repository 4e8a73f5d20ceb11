import type { Kernel, Matrices } from './forward.ts';
import { PADDED_TO } from './layers.ts';

/** A layer as rows of a table of which some, weighted, are added to a bias. Rows are padded with zeros to a multiple of four. */
export interface TableLayer {
  readonly width: number;
  readonly bias: Float32Array;
  /** `[rows, width]`. */
  readonly table: Float32Array;
}

/**
 * A network of which everything that does not depend on a line is multiplied beforehand: what a word, or an unknown number, does to the
 * hidden units is one row of a table. A line is then as many rows as it has features.
 */
export interface Tables {
  /** How many of its inputs are numbers. Row `n` of `hidden` is what number n does for each 1 of its value; row `numbers + n`, that it is unknown. */
  readonly numbers: number;
  /** The row of each category's first place; its other places follow. */
  readonly firstPlaces: readonly number[];
  /** The bias is of a line whose numbers are all known and 0. */
  readonly hidden: TableLayer;
  /** One row for each unit of `hidden`. */
  readonly out: TableLayer;
  /** What of the width of `out` counts. */
  readonly outputs: number;
}

export function tablesOf({ numberWidth, embeddings, hidden, out }: Matrices): Tables {
  const numbers = numberWidth / 2;
  const width = padded(hidden.units);
  const firstPlaces: number[] = [];
  let rows = 2 * numbers;
  for (const { size, values } of embeddings) {
    firstPlaces.push(rows);
    rows += values.length / size;
  }
  const table = new Float32Array(rows * width);
  const bias = new Float32Array(width);
  bias.set(hidden.bias);
  for (let n = 0; n < numbers; n += 1) {
    const [value, isKnown] = [kernelRow(hidden, 2 * n), kernelRow(hidden, 2 * n + 1)];
    table.set(value, n * width);
    isKnown.forEach((effect, u) => {
      bias[u] = (bias[u] ?? 0) + effect;
      table[(numbers + n) * width + u] = -effect;
    });
  }
  let from = numberWidth;
  embeddings.forEach(({ size, values }, c) => {
    const places = values.length / size;
    for (let place = 0; place < places; place += 1) {
      const start = ((firstPlaces[c] ?? 0) + place) * width;
      const into = table.subarray(start, start + width);
      for (let i = 0; i < size; i += 1) {
        const weight = values[place * size + i] ?? 0;
        kernelRow(hidden, from + i).forEach((effect, u) => (into[u] = (into[u] ?? 0) + weight * effect));
      }
    }
    from += size;
  });
  return {
    numbers,
    firstPlaces,
    hidden: { width, bias, table },
    out: paddedLayer(out, width),
    outputs: out.units,
  };
}

/** Adds one row of a layer's table, weighted, to numbers from an offset on. */
export function addRow(
  into: Float32Array,
  { table, width }: TableLayer,
  row: number,
  weight: number,
  offset = 0,
): void {
  const from = row * width;
  for (let u = 0; u < width; u += 1) into[offset + u] = (into[offset + u] ?? 0) + weight * (table[from + u] ?? 0);
}

/** As many rows as the layer before is wide. */
function paddedLayer(kernel: Kernel, rows: number): TableLayer {
  const width = padded(kernel.units);
  const table = new Float32Array(rows * width);
  for (let row = 0; row < kernel.inputs; row += 1) table.set(kernelRow(kernel, row), row * width);
  // What is padding is as good as impossible.
  const bias = new Float32Array(width).fill(IMPOSSIBLE);
  bias.set(kernel.bias);
  return { width, bias, table };
}

const IMPOSSIBLE = -1e30;

function kernelRow({ values, units }: Kernel, row: number): Float32Array {
  return values.subarray(row * units, (row + 1) * units);
}

function padded(width: number): number {
  return Math.ceil(width / PADDED_TO) * PADDED_TO;
}
