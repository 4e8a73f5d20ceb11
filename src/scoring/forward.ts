import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import type { Block } from './network.ts';
import { tablesOf, type Tables } from './tables.ts';

/** The weights of a network, laid out to be run fast: all towers as one. It answers what the network answers, with the towers' logits averaged. */
export interface Forward {
  /** For TensorFlow.js. */
  readonly matrices: Matrices;
  /** The same, with everything that does not depend on a line multiplied beforehand. */
  readonly tables: Tables;
}

/** Kernels are row by row. */
export interface Matrices {
  /** Inputs that are numbers: a value and a known flag each. */
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
  let embeddings: Matrices['embeddings'] = [];
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
  const matrices = { numberWidth, embeddings, hidden, out: averaged(outs) };
  return { matrices, tables: tablesOf(matrices) };
}

function cutOut(kernel: Float32Array, units: number, { firstPlace, places, firstUnit, size }: Block) {
  const values = new Float32Array(places * size);
  for (let place = 0; place < places; place += 1) {
    const from = (firstPlace + place) * units + firstUnit;
    values.set(kernel.subarray(from, from + size), place * size);
  }
  return { size, values };
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
