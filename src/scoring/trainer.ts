import type { LayersModel } from '@tensorflow/tfjs-layers';
import type { Scalar, Tensor } from '@tensorflow/tfjs-core';
import type { TableEncoder } from './encoding.ts';
import { at, type Rows } from './example-table.ts';
import { applyNetwork, embeddingBlocks, embeddingMask, type NetworkShape } from './network.ts';
import type { Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';

/** What outputs are to agree with, for some rows. */
export interface Lesson {
  /** `[rows, outputs]` each, 0 to 1: how well an output agrees with what is known of the row; all ones say nothing. */
  readonly masks: readonly { readonly values: Float32Array; readonly weight: number }[];
  /** How much each row counts. */
  readonly rowWeights: Float32Array;
}

export interface Trainer {
  /** One step of gradient descent on a batch. */
  readonly step: (rows: Rows, lesson: Lesson) => void;
  readonly dispose: () => void;
}

export interface Trained {
  readonly network: LayersModel;
  readonly shape: NetworkShape;
  readonly encode: TableEncoder;
}

/** Trains one network in place: softmax over its outputs, by the probability of those that agree with what is known. */
export function createTrainer(
  tf: Tensorflow,
  { network, shape, encode }: Trained,
  recipe: Recipe,
  random: Random,
): Trainer {
  const { core } = tf;
  const { towers, outputs } = shape;
  const optimizer = core.train.adam(recipe.learningRate);
  const blocks = embeddingBlocks(shape);
  const placeCount = shape.places.reduce((sum, count) => sum + count, 0);
  const withinBlocks = core.tensor1d(embeddingMask(shape));
  const hide = { probability: recipe.hideRatio, random };

  function lossOf(rows: Rows, { masks, rowWeights }: Lesson): Scalar {
    const flat = applyNetwork(tf, network, inputsOf(rows));
    const logits = core.reshape(flat, [rows.length, towers, outputs]);
    const all = core.logSumExp(logits, 2);
    const missed = masks.map(({ values, weight }): Tensor => {
      const mask = core.log(core.maximum(core.tensor3d(values, [rows.length, 1, outputs]), SMALLEST));
      return core.mul(core.sub(all, core.logSumExp(core.add(logits, mask), 2)), weight);
    });
    return core.mean(core.mul(core.addN(missed), core.tensor2d(rowWeights, [rows.length, 1])));
  }

  function inputsOf(rows: Rows): Tensor[] {
    const { numbers, places } = encode(rows, hide);
    const ones = new Float32Array(rows.length * placeCount);
    for (let row = 0; row < rows.length; row += 1) {
      blocks.forEach(({ firstPlace }, c) => {
        ones[row * placeCount + firstPlace + at(places, row * blocks.length + c)] = 1;
      });
    }
    const masks = Array.from({ length: towers }, () =>
      core.tensor2d(dropout(rows.length * shape.hidden), [rows.length, shape.hidden]),
    );
    const given = core.tensor2d(numbers, [rows.length, shape.numbers]);
    return placeCount === 0 ? [given, ...masks] : [given, core.tensor2d(ones, [rows.length, placeCount]), ...masks];
  }

  /** Takes a share of every weight away (not of biases): decoupled weight decay, Loshchilov and Hutter 2019. */
  function keepInShape(factor: number): void {
    core.tidy(() => {
      for (const layer of network.layers) {
        const [kernel] = layer.trainableWeights;
        if (!kernel) continue;
        const decayed = core.mul(kernel.read(), factor);
        kernel.write(layer.name === 'embed' ? core.mul(decayed, core.reshape(withinBlocks, decayed.shape)) : decayed);
      }
    });
  }

  function dropout(units: number): Float32Array {
    const kept = 1 - recipe.dropout;
    return Float32Array.from({ length: units }, () => (random() < kept ? 1 / kept : 0));
  }

  return {
    step(rows, lesson) {
      core.tidy(() => {
        optimizer.minimize(() => lossOf(rows, lesson));
      });
      keepInShape(1 - recipe.learningRate * recipe.weightDecay);
    },
    dispose() {
      optimizer.dispose();
      withinBlocks.dispose();
    },
  };
}

/** What stands for "impossible" under a logarithm. */
const SMALLEST = 1e-6;
