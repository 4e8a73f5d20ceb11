import type { Inputs } from './encoding.ts';
import type { Tables } from './tables.ts';
import { layOut, ROWS_AT_ONCE } from './workbench.ts';

/** Probabilities `[rows, outputs]`, fast for many rows. */
export function runTables(tables: Tables, inputs: Inputs): Float32Array {
  return runShifted(tables, inputs, [null]);
}

/** What is added to the hidden units of each row; it may be the same for many. */
export type ShiftOf = (row: number) => Float32Array;

/**
 * Probabilities `[turns, rows, outputs]` of rows to whose hidden units something else is added in each turn: what they would be with some
 * other inputs, at the cost of what those do. Null adds nothing.
 */
export function runShifted(tables: Tables, inputs: Inputs, turns: readonly (ShiftOf | null)[]): Float32Array {
  const all = new Float32Array(turns.length * inputs.rows * tables.outputs);
  for (const workbench of layOut([tables])) {
    for (let from = 0; from < inputs.rows; from += ROWS_AT_ONCE) {
      const rows = Math.min(ROWS_AT_ONCE, inputs.rows - from);
      workbench.takeInputs(inputs, from, rows);
      const units = workbench.units.subarray(0, rows * tables.hidden.width);
      const plain = turns.length > 1 ? units.slice() : units;
      turns.forEach((shiftOf, turn) => {
        if (shiftOf) writeShifted(units, plain, rows, (row) => shiftOf(from + row));
        all.set(workbench.probabilities(rows), (turn * inputs.rows + from) * tables.outputs);
      });
    }
  }
  return all;
}

function writeShifted(into: Float32Array, plain: Float32Array, rows: number, shiftOf: ShiftOf): void {
  let at = 0;
  for (let row = 0; row < rows; row += 1) {
    const shift = shiftOf(row);
    for (let unit = 0; unit < shift.length; unit += 1, at += 1) into[at] = (plain[at] ?? 0) + (shift[unit] ?? 0);
  }
}
