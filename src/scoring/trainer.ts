import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import { originOf, writeShareAfter, writeTarget } from './basis.ts';
import { createEncoder } from './encoding.ts';
import { at, lateAt, type ExampleTable, type Rows } from './example-table.ts';
import type { Head } from './head.ts';
import { applyNetwork } from './network.ts';
import type { Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';

/** Rows with the instant (days since 1970) after which nothing of them is known. */
export interface KnownRows {
  readonly rows: Rows;
  readonly knownUntil: number;
}

export interface Trainer {
  /** One step of gradient descent on a batch. */
  readonly step: (batch: KnownRows) => void;
  readonly dispose: () => void;
}

/** Trains one network in place: softmax over spans, where an open row counts for every span that is still possible. */
export function createTrainer(
  tf: Tensorflow,
  head: Head,
  table: ExampleTable,
  recipe: Recipe,
  random: Random,
): Trainer {
  const { core } = tf;
  const { network, bins, encoding } = head;
  const count = bins.spans.length;
  const optimizer = core.train.adam(recipe.learningRate);
  const encode = createEncoder(table, encoding);
  const hide = { probability: recipe.hideRatio, random };

  function lossOf({ rows, knownUntil }: KnownRows): Scalar {
    const inputs = core.tensor2d(encode(rows, hide), [rows.length, encoding.width]);
    const logits = core.reshape(applyNetwork(tf, network, inputs), [rows.length, recipe.towers, count]);
    const all = core.logSumExp(logits, 2);
    const missed = (masks: Float32Array): Tensor => {
      const mask = core.log(core.maximum(core.tensor3d(masks, [rows.length, 1, count]), SMALLEST));
      return core.sub(all, core.logSumExp(core.add(logits, mask), 2));
    };
    const span = missed(spanMasks(head, table, { rows, knownUntil }));
    const late = missed(lateMasks(head, table, { rows, knownUntil }));
    return core.mean(core.add(span, core.mul(late, recipe.lateWeight)));
  }

  return {
    step(batch) {
      core.tidy(() => {
        optimizer.minimize(() => lossOf(batch));
      });
      decay(tf, network, 1 - recipe.learningRate * recipe.weightDecay);
    },
    dispose() {
      optimizer.dispose();
    },
  };
}

/** What stands for "impossible" under a logarithm. */
const SMALLEST = 1e-6;

function spanMasks({ basis, bins }: Head, table: ExampleTable, { rows, knownUntil }: KnownRows): Float32Array {
  const count = bins.spans.length;
  const masks = new Float32Array(rows.length * count);
  rows.forEach((row, i) => {
    writeTarget(masks.subarray(i * count, (i + 1) * count), { table, row, basis, bins, knownUntil });
  });
  return masks;
}

/** The share of each span on the side of the promise on which the row ended; all of it while that is open. */
function lateMasks({ basis, bins }: Head, table: ExampleTable, { rows, knownUntil }: KnownRows): Float32Array {
  const count = bins.spans.length;
  const masks = new Float32Array(rows.length * count).fill(1);
  rows.forEach((row, i) => {
    const late = lateAt(table, row, knownUntil);
    if (late === null) return;
    const mask = masks.subarray(i * count, (i + 1) * count);
    writeShareAfter(mask, bins, at(table.promised, row) - originOf(table, row, basis));
    if (!late) mask.forEach((share, bin) => (mask[bin] = 1 - share));
  });
  return masks;
}

/** Takes a share of every weight away (not of biases): decoupled weight decay, Loshchilov and Hutter 2019. */
function decay({ core }: Tensorflow, network: LayersModel, factor: number): void {
  core.tidy(() => {
    for (const weight of network.trainableWeights)
      if (weight.shape.length > 1) weight.write(core.mul(weight.read(), factor));
  });
}
