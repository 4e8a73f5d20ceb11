import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Inputs } from './encoding.ts';
import type { Block } from './network.ts';
import type { Tensorflow } from './tensorflow.ts';

/**
 * The weights of a network, laid out to be run fast: all towers as one. Kernels are row by row. It answers what the network
 * answers, with the towers' logits averaged.
 */
export interface Forward {
  readonly numberWidth: number;
  /** What each category's place becomes: `[places, size]` each. */
  readonly embeddings: readonly { readonly size: number; readonly values: Float32Array }[];
  /** `[width, units]`, where width is the numbers and then every embedding. */
  readonly hidden: Kernel;
  /** `[units, outputs]`. */
  readonly out: Kernel;
}

export interface Kernel {
  readonly inputs: number;
  readonly units: number;
  readonly values: Float32Array;
  readonly bias: Float32Array;
}

/** Takes the weights of a network as they are now. */
export function forwardOf(network: LayersModel, blocks: readonly Block[]): Forward {
  let embeddings: Forward['embeddings'] = [];
  const hiddens: Kernel[] = [];
  const outs: Kernel[] = [];
  for (const { name, weights } of network.layers.map((layer) => ({ name: layer.name, weights: layer.getWeights() }))) {
    const [kernel, bias] = weights;
    if (!kernel) continue;
    const [inputs = 0, units = 0] = kernel.shape;
    if (name === 'embed') embeddings = blocks.map((block) => cutOut(floatsOf(kernel), units, block));
    else {
      const one = { inputs, units, values: floatsOf(kernel), bias: bias ? floatsOf(bias) : new Float32Array(units) };
      if (name.startsWith('hidden')) hiddens.push(one);
      else outs.push(one);
    }
  }
  const hidden = besideEachOther(hiddens);
  const numberWidth = hidden.inputs - embeddings.reduce((sum, { size }) => sum + size, 0);
  return { numberWidth, embeddings, hidden, out: averaged(outs) };
}

function cutOut(kernel: Float32Array, units: number, { firstPlace, places, firstUnit, size }: Block) {
  const values = new Float32Array(places * size);
  for (let place = 0; place < places; place += 1) {
    const from = (firstPlace + place) * units + firstUnit;
    values.set(kernel.subarray(from, from + size), place * size);
  }
  return { size, values };
}

/** Probabilities `[rows, outputs]`, computed here; for a few rows at a time. */
export function runPlain(forward: Forward, inputs: Inputs): Float32Array {
  const { hidden, out } = forward;
  const dense = denseInputs(forward, inputs);
  const all = new Float32Array(inputs.rows * out.units);
  const units = new Float32Array(hidden.units);
  for (let row = 0; row < inputs.rows; row += 1) {
    units.set(hidden.bias);
    addProduct(units, dense.subarray(row * hidden.inputs, (row + 1) * hidden.inputs), hidden.values);
    probabilitiesOf(all.subarray(row * out.units, (row + 1) * out.units), units, out);
  }
  return all;
}

/** Writes the probabilities that follow from hidden units before their rectification. */
export function probabilitiesOf(into: Float32Array, units: Float32Array, { values, bias, units: count }: Kernel): void {
  into.set(bias);
  for (let unit = 0; unit < units.length; unit += 1) {
    const unitValue = units[unit] ?? 0;
    if (unitValue <= 0) continue;
    const from = unit * count;
    for (let k = 0; k < count; k += 1) into[k] = (into[k] ?? 0) + unitValue * (values[from + k] ?? 0);
  }
  softmaxInPlace(into);
}

/** The same probabilities from TensorFlow.js: fast for many rows. */
export function runBatch({ core }: Tensorflow, forward: Forward, inputs: Inputs): Float32Array {
  const { hidden, out } = forward;
  let probabilities = new Float32Array(0);
  // The values are not returned from within: what leaves a tidy is searched for tensors, number by number.
  core.tidy(() => {
    const rows = core.tensor2d(denseInputs(forward, inputs), [inputs.rows, hidden.inputs]);
    const units = core.fused.matMul({ a: rows, ...operands(core, hidden), activation: 'relu' });
    probabilities = floatsOf(core.softmax(core.fused.matMul({ a: units, ...operands(core, out) })));
  });
  return probabilities;
}

function operands(core: Tensorflow['core'], { inputs, units, values, bias }: Kernel) {
  return { b: core.tensor2d(values, [inputs, units]), bias: core.tensor1d(bias) };
}

/** `[rows, width]`: the numbers, and what each place becomes. Row by row, as both lie in memory: it runs for every score. */
function denseInputs({ numberWidth, embeddings, hidden }: Forward, { rows, numbers, places }: Inputs): Float32Array {
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

/** `into += row x kernel`; zeros cost nothing. */
export function addProduct(into: Float32Array, row: Float32Array, kernel: Float32Array): void {
  const count = into.length;
  for (let i = 0; i < row.length; i += 1) {
    const value = row[i] ?? 0;
    if (value === 0) continue;
    const from = i * count;
    for (let k = 0; k < count; k += 1) into[k] = (into[k] ?? 0) + value * (kernel[from + k] ?? 0);
  }
}

function softmaxInPlace(logits: Float32Array): void {
  let highest = -Infinity;
  for (const logit of logits) highest = Math.max(highest, logit);
  let sum = 0;
  for (let k = 0; k < logits.length; k += 1) {
    const weight = Math.exp((logits[k] ?? 0) - highest);
    logits[k] = weight;
    sum += weight;
  }
  for (let k = 0; k < logits.length; k += 1) logits[k] = (logits[k] ?? 0) / sum;
}

/** Towers read the same inputs, so that their hidden layers are one that is wider. */
function besideEachOther(kernels: readonly Kernel[]): Kernel {
  const [{ inputs } = { inputs: 0 }] = kernels;
  const units = kernels.reduce((sum, kernel) => sum + kernel.units, 0);
  const values = new Float32Array(inputs * units);
  const bias = new Float32Array(units);
  let offset = 0;
  for (const kernel of kernels) {
    bias.set(kernel.bias, offset);
    for (let i = 0; i < inputs; i += 1)
      values.set(kernel.values.subarray(i * kernel.units, (i + 1) * kernel.units), i * units + offset);
    offset += kernel.units;
  }
  return { inputs, units, values, bias };
}

/** The mean of the towers' logits, as one layer on all of their hidden units. */
function averaged(kernels: readonly Kernel[]): Kernel {
  const share = 1 / Math.max(1, kernels.length);
  const [{ units } = { units: 0 }] = kernels;
  const inputs = kernels.reduce((sum, kernel) => sum + kernel.inputs, 0);
  const values = new Float32Array(inputs * units);
  const bias = new Float32Array(units);
  let offset = 0;
  for (const kernel of kernels) {
    kernel.values.forEach((value, i) => (values[offset + i] = value * share));
    kernel.bias.forEach((value, k) => (bias[k] = (bias[k] ?? 0) + value * share));
    offset += kernel.values.length;
  }
  return { inputs, units, values, bias };
}

function floatsOf(tensor: Tensor): Float32Array<ArrayBuffer> {
  const values = tensor.dataSync();
  return values instanceof Float32Array ? values.slice() : Float32Array.from(values);
}
