import type { Inputs } from './encoding.ts';
import type { Forward, Kernel, Matrices } from './forward.ts';
import { runTables } from './run-tables.ts';
import { writeSoftmax } from './softmax.ts';
import { addRow, type Tables } from './tables.ts';
import type { Tensorflow } from './tensorflow.ts';

/** Below this many rows, handing them over costs more than it saves. */
const FEW_ROWS = 8;

/** Probabilities `[rows, outputs]`, whichever way is fastest; all ways agree within 1e-5. */
export function run(tf: Tensorflow, { tables, matrices }: Forward, inputs: Inputs): Float32Array {
  if (inputs.rows < FEW_ROWS) return runPlain(tables, inputs);
  return tf.backend === 'tensorflow' ? runMatrices(tf, matrices, inputs) : runTables(tables, inputs);
}

/** Probabilities `[rows, outputs]`, computed here; for a few rows at a time. */
export function runPlain(tables: Tables, { rows, numbers, places }: Inputs): Float32Array {
  const { numbers: count, firstPlaces, hidden, outputs } = tables;
  const all = new Float32Array(rows * outputs);
  const units = new Float32Array(hidden.width);
  const logits = new Float32Array(tables.out.width);
  for (let row = 0; row < rows; row += 1) {
    units.set(hidden.bias);
    for (let n = 0; n < count; n += 1) {
      const at = 2 * (row * count + n);
      if (numbers[at + 1] === 0) addRow(units, hidden, count + n, 1);
      else addRow(units, hidden, n, numbers[at] ?? 0);
    }
    firstPlaces.forEach((first, c) => {
      addRow(units, hidden, first + (places[row * firstPlaces.length + c] ?? 0), 1);
    });
    writeProbabilities(all.subarray(row * outputs, (row + 1) * outputs), units, tables, logits);
  }
  return all;
}

/** Writes the probabilities that follow from hidden units before their rectification. `logits` is room to work in. */
export function writeProbabilities(
  into: Float32Array,
  units: Float32Array,
  { out }: Pick<Tables, 'out'>,
  logits: Float32Array,
): void {
  logits.set(out.bias);
  for (let unit = 0; unit < units.length; unit += 1) {
    const value = units[unit] ?? 0;
    if (value > 0) addRow(logits, out, unit, value);
  }
  writeSoftmax(into, 0, logits, 0, into.length);
}

/** The same probabilities from TensorFlow.js: the fastest where it runs natively. */
export function runMatrices({ core }: Tensorflow, matrices: Matrices, inputs: Inputs): Float32Array {
  const { hidden, out } = matrices;
  let probabilities = new Float32Array(0);
  // The values are not returned from within: what leaves a tidy is searched for tensors, number by number.
  core.tidy(() => {
    const rows = core.tensor2d(denseInputs(matrices, inputs), [inputs.rows, hidden.inputs]);
    const units = core.fused.matMul({ a: rows, ...operands(core, hidden), activation: 'relu' });
    const values = core.softmax(core.fused.matMul({ a: units, ...operands(core, out) })).dataSync();
    probabilities = Float32Array.from(values);
  });
  return probabilities;
}

function operands(core: Tensorflow['core'], { inputs, units, values, bias }: Kernel) {
  return { b: core.tensor2d(values, [inputs, units]), bias: core.tensor1d(bias) };
}

/** `[rows, width]`: the numbers, and what each place becomes. Row by row, as both lie in memory. */
function denseInputs({ numberWidth, embeddings, hidden }: Matrices, { rows, numbers, places }: Inputs): Float32Array {
  const width = hidden.inputs;
  const dense = new Float32Array(rows * width);
  let [from, next] = [0, 0];
  for (let row = 0; row < rows; row += 1) {
    dense.set(numbers.subarray(from, from + numberWidth), row * width);
    from += numberWidth;
    let to = row * width + numberWidth;
    for (const { size, values } of embeddings) {
      let place = (places[next++] ?? 0) * size;
      for (const end = to + size; to < end; to += 1) dense[to] = values[place++] ?? 0;
    }
  }
  return dense;
}
