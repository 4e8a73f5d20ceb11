import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor, Tensor2D } from '@tensorflow/tfjs-core';
import { AppError } from '../errors.ts';
import { normal, type Random } from './random.ts';
import type { Tensorflow } from './tensorflow.ts';

export interface NetworkShape {
  /** Inputs per row. */
  readonly width: number;
  readonly bins: number;
  readonly hidden: readonly number[];
  /** Networks side by side whose probabilities are averaged: steadier than one. */
  readonly towers: number;
}

/** A network `[batch, width]` to `[batch, towers x bins]`: the logits of each tower's distribution over the bins. */
export function createNetwork({ layers, core }: Tensorflow, shape: NetworkShape, random: Random): LayersModel {
  const input = layers.input({ shape: [shape.width] });
  const towers = Array.from({ length: shape.towers }, () => {
    const hidden = shape.hidden.reduce((flow, units) => dense(layers, flow, units, 'relu'), input);
    return dense(layers, hidden, shape.bins, 'linear');
  });
  const [first = input] = towers;
  const output = towers.length === 1 ? first : symbolic(layers, layers.layers.concatenate().apply(towers));
  const model = layers.model({ inputs: input, outputs: output });
  const weights = model.getWeights().map((weight) => startingWeights(core, weight, random));
  model.setWeights(weights);
  core.dispose(weights);
  return model;
}

type Layers = Tensorflow['layers'];

function dense(layers: Layers, flow: SymbolicTensor, units: number, activation: 'relu' | 'linear'): SymbolicTensor {
  return symbolic(layers, layers.layers.dense({ units, activation, kernelInitializer: 'zeros' }).apply(flow));
}

function symbolic(layers: Layers, output: unknown): SymbolicTensor {
  if (output instanceof layers.SymbolicTensor) return output;
  throw new AppError('INVARIANT', 'expected a layer to give one symbolic tensor');
}

function startingWeights({ tensor }: Tensorflow['core'], weight: Tensor, random: Random): Tensor {
  const [fanIn = 1] = weight.shape;
  const scale = weight.rank < 2 ? 0 : Math.sqrt(1 / fanIn);
  const values = Float32Array.from({ length: weight.size }, () => scale * normal(random));
  return tensor(values, weight.shape);
}

/** Runs a network on inputs `[batch, width]`. The logits `[batch, towers x bins]` are the caller's to dispose. */
export function applyNetwork({ core }: Tensorflow, network: LayersModel, inputs: Tensor2D): Tensor {
  const logits = network.apply(inputs);
  if (logits instanceof core.Tensor) return logits;
  throw new AppError('INVARIANT', 'expected a network to give one tensor');
}

type Values = Float32Array | Int32Array | Uint8Array;

/** Mean probability of the towers per bin, row by row, from the values of logits `[rows, towers x bins]`. */
export function meanProbabilities(logits: Values, rows: number, bins: number): Float32Array {
  const towers = rows === 0 ? 1 : logits.length / rows / bins;
  const mean = new Float32Array(rows * bins);
  for (let row = 0; row < rows; row += 1) {
    for (let tower = 0; tower < towers; tower += 1) {
      addSoftmax(mean.subarray(row * bins, (row + 1) * bins), logits, (row * towers + tower) * bins, towers);
    }
  }
  return mean;
}

function addSoftmax(into: Float32Array, logits: Values, from: number, towers: number): void {
  let highest = -Infinity;
  for (let bin = 0; bin < into.length; bin += 1) highest = Math.max(highest, logits[from + bin] ?? 0);
  let sum = 0;
  for (let bin = 0; bin < into.length; bin += 1) sum += Math.exp((logits[from + bin] ?? 0) - highest);
  into.forEach((mean, bin) => {
    into[bin] = mean + Math.exp((logits[from + bin] ?? 0) - highest) / sum / towers;
  });
}
