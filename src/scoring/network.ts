import type { LayersModel, SymbolicTensor } from '@tensorflow/tfjs-layers';
import type { Tensor } from '@tensorflow/tfjs-core';
import { AppError } from '../errors.ts';
import { normal, type Random } from './random.ts';
import type { Tensorflow } from './tensorflow.ts';

export interface NetworkShape {
  /** Inputs per row that are numbers. */
  readonly numbers: number;
  /** For each category, how many places it has. */
  readonly places: readonly number[];
  /** Numbers at most that a category's place becomes. */
  readonly embedding: number;
  /** Units of each tower's hidden layer. */
  readonly hidden: number;
  /** Networks side by side whose logits are averaged: steadier than one. They share what places become. */
  readonly towers: number;
  readonly outputs: number;
}

/**
 * A network from numbers `[batch, numbers]`, places as ones in `[batch, all places]`, and per tower a mask over hidden units
 * `[batch, hidden]` (for dropout; ones to keep all) to logits `[batch, towers x outputs]`. Named layers: `embed`, and per tower
 * `hidden0`, `out0`, … The kernel of `embed` is made of blocks, one a category: `embeddingBlocks` says where.
 */
export function createNetwork({ layers, core }: Tensorflow, shape: NetworkShape, random: Random): LayersModel {
  const numbers = layers.input({ shape: [shape.numbers] });
  const blocks = embeddingBlocks(shape);
  const places = layers.input({ shape: [sum(shape.places)] });
  const units = sum(blocks.map(({ size }) => size));
  const embed = layers.layers.dense({ ...PLAIN, name: 'embed', units: Math.max(1, units), useBias: false });
  const flow = units === 0 ? numbers : joined(layers, [numbers, symbolic(layers, embed.apply(places))]);
  const masks = Array.from({ length: shape.towers }, () => layers.input({ shape: [shape.hidden] }));
  const towers = masks.map((mask, i) => {
    const dense = layers.layers.dense({ ...PLAIN, name: `hidden${i}`, units: shape.hidden, activation: 'relu' });
    const kept = symbolic(layers, layers.layers.multiply().apply([symbolic(layers, dense.apply(flow)), mask]));
    return symbolic(layers, layers.layers.dense({ ...PLAIN, name: `out${i}`, units: shape.outputs }).apply(kept));
  });
  const model = layers.model({
    inputs: units === 0 ? [numbers, ...masks] : [numbers, places, ...masks],
    outputs: joined(layers, towers),
  });
  for (const layer of model.layers) {
    const weights = layer.getWeights().map((weight) => startingWeights(core, layer.name, weight, shape, random));
    layer.setWeights(weights);
    core.dispose(weights);
  }
  return model;
}

const PLAIN = { kernelInitializer: 'zeros', biasInitializer: 'zeros' } as const;

type Layers = Tensorflow['layers'];

function joined(layers: Layers, flows: readonly SymbolicTensor[]): SymbolicTensor {
  const [first] = flows;
  if (first && flows.length === 1) return first;
  return symbolic(layers, layers.layers.concatenate().apply([...flows]));
}

function symbolic(layers: Layers, output: unknown): SymbolicTensor {
  if (output instanceof layers.SymbolicTensor) return output;
  throw new AppError('INVARIANT', 'expected a layer to give one symbolic tensor');
}

/** What a place becomes, before anything is learned: about as large as a number's normal score. */
const EMBEDDING_SCALE = 0.5;

function startingWeights(
  { tensor, tidy, mul }: Tensorflow['core'],
  layer: string,
  weight: Tensor,
  shape: NetworkShape,
  random: Random,
): Tensor {
  const [fanIn = 1] = weight.shape;
  const scale = weight.rank < 2 ? 0 : layer === 'embed' ? EMBEDDING_SCALE : Math.sqrt(1 / fanIn);
  const values = Float32Array.from({ length: weight.size }, () => scale * normal(random));
  return layer === 'embed'
    ? tidy(() => mul(tensor(values, weight.shape), tensor(embeddingMask(shape), weight.shape)))
    : tensor(values, weight.shape);
}

/** Where a category's block lies in the kernel of `embed`. */
export interface Block {
  readonly firstPlace: number;
  readonly places: number;
  readonly firstUnit: number;
  readonly size: number;
}

/** One block a category, side by side. */
export function embeddingBlocks({ places, embedding }: Pick<NetworkShape, 'places' | 'embedding'>): readonly Block[] {
  let [firstPlace, firstUnit] = [0, 0];
  return places.map((count) => {
    const block = { firstPlace, places: count, firstUnit, size: Math.min(embedding, count - 1) };
    firstPlace += count;
    firstUnit += block.size;
    return block;
  });
}

/** Ones within the blocks of the kernel of `embed`, zeros elsewhere: `[all places, all sizes]`. */
export function embeddingMask(shape: Pick<NetworkShape, 'places' | 'embedding'>): Float32Array {
  const blocks = embeddingBlocks(shape);
  const units = sum(blocks.map(({ size }) => size));
  const mask = new Float32Array(sum(shape.places) * units);
  for (const { firstPlace, places, firstUnit, size } of blocks) {
    for (let place = firstPlace; place < firstPlace + places; place += 1)
      mask.fill(1, place * units + firstUnit, place * units + firstUnit + size);
  }
  return mask;
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

/** Runs a network. The logits `[batch, towers x outputs]` are the caller's to dispose. */
export function applyNetwork({ core }: Tensorflow, network: LayersModel, inputs: Tensor[]): Tensor {
  const logits = network.apply(inputs);
  if (logits instanceof core.Tensor) return logits;
  throw new AppError('INVARIANT', 'expected a network to give one tensor');
}
