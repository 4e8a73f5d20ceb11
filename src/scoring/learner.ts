import type { LayersModel } from '@tensorflow/tfjs-layers';
import { createTableEncoder, fitEncoding, type Encoding } from './encoding.ts';
import { at, type ExampleTable, type Rows } from './example-table.ts';
import { forwardOf, type Forward } from './forward.ts';
import { createNetwork, embeddingBlocks } from './network.ts';
import { createRandom, shuffle, type Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import { run } from './run-forward.ts';
import type { Tensorflow } from './tensorflow.ts';
import { createTrainer, type Lesson } from './trainer.ts';
import type { Columns } from './columns.ts';

/** A network with the meaning of its inputs. */
export interface Learner {
  readonly encoding: Encoding;
  /** Numbers at most that a word becomes. */
  readonly embedding: number;
  readonly network: LayersModel;
  /** The network's weights when training ended, or when it was loaded. */
  readonly forward: Forward;
}

export interface LearnTask {
  readonly table: ExampleTable;
  readonly recipe: Recipe;
  readonly columns: Columns;
  readonly rows: Rows;
  readonly outputs: number;
  /** What the outputs are to agree with. */
  readonly lessonOf: (rows: Rows) => Lesson;
  /** How badly it does on rows that it is not trained on, so as to stop in time; null: all rounds are run. */
  readonly judge: ((learner: Learner) => number) | null;
  /** A round is a walk through all rows, or through a fixed number of batches of very many. */
  readonly rounds: number;
  /** Called after each round; throws to stop. */
  readonly onRound: (round: number) => void;
}

export interface Learned {
  readonly learner: Learner;
  /** The rounds that made it. */
  readonly rounds: number;
}

/** Trains one network. The same task gives the same network. */
export function learn(tf: Tensorflow, task: LearnTask): Learned {
  const { table, recipe, rows, judge, columns } = task;
  const random = createRandom(recipe.seed);
  const limits = { maxWords: recipe.maxWords, minCount: recipe.minWordCount };
  const encoding = fitEncoding(table, rows, columns.numbers, columns.categories, limits);
  const shape = { ...recipe, ...widthsOf(encoding), outputs: task.outputs };
  const blocks = embeddingBlocks(shape);
  const network = createNetwork(tf, shape, random);
  const trainer = createTrainer(tf, { network, shape, encode: createTableEncoder(table, encoding) }, recipe, random);
  const nextBatch = createBatches(rows, recipe.batchRows, random);
  const batches = Math.min(Math.ceil(rows.length / recipe.batchRows), MAX_BATCHES);
  const best = createBest(tf, network);
  try {
    for (let round = 1; round <= task.rounds && !best.isOver(round, recipe.patience); round += 1) {
      for (let batch = 0; batch < batches; batch += 1) {
        const some = nextBatch();
        trainer.step(some, task.lessonOf(some));
      }
      const isJudged = judge !== null && round >= recipe.minRounds;
      best.see(
        round,
        isJudged
          ? judge({ encoding, embedding: recipe.embedding, network, forward: forwardOf(network, blocks) })
          : Number.MAX_VALUE / round,
      );
      task.onRound(round);
    }
    const bestRounds = best.restore();
    return {
      learner: { encoding, embedding: recipe.embedding, network, forward: forwardOf(network, blocks) },
      rounds: bestRounds,
    };
  } finally {
    best.dispose();
    trainer.dispose();
  }
}

/** How wide the inputs of a network are: a value and a known flag a number; a place a word, one for others, one for unknown. */
export function widthsOf({ numbers, categories }: Encoding) {
  return { numbers: 2 * numbers.length, places: categories.map(({ words }) => words.length + 2) };
}

/** What a learner's outputs say of rows: probabilities `[rows, outputs]`. */
export function predict(tf: Tensorflow, { encoding, forward }: Learner, table: ExampleTable, rows: Rows): Float32Array {
  const encode = createTableEncoder(table, encoding);
  return inChunks(rows.length, forward, (from, to) => run(tf, forward, encode(rows.subarray(from, to))));
}

function inChunks(
  count: number,
  { tables: { outputs } }: Forward,
  probabilities: (from: number, to: number) => Float32Array,
): Float32Array {
  const all = new Float32Array(count * outputs);
  for (let from = 0; from < count; from += CHUNK_ROWS) {
    all.set(probabilities(from, Math.min(count, from + CHUNK_ROWS)), from * outputs);
  }
  return all;
}

const CHUNK_ROWS = 4096;
/** Batches in a round at most: training takes bounded time, however many rows there are. */
const MAX_BATCHES = 48;

/** Walks the rows in ever new orders, a batch a call. */
function createBatches(rows: Rows, batchRows: number, random: Random): () => Rows {
  const shuffled = Int32Array.from(rows);
  let from = shuffled.length;
  return () => {
    if (from >= shuffled.length) {
      shuffle(shuffled, random);
      from = 0;
    }
    from += batchRows;
    return shuffled.slice(from - batchRows, from);
  };
}

/** Every n-th row, so that all of the time is still there. */
export function thinned(rows: Rows, maxRows: number): Rows {
  if (rows.length <= maxRows) return rows;
  return Int32Array.from({ length: maxRows }, (_, i) => at(rows, Math.floor((i * rows.length) / maxRows)));
}

/** Remembers the weights of the round with the least loss. */
function createBest({ core }: Tensorflow, network: LayersModel) {
  let best = { round: 0, loss: Number.POSITIVE_INFINITY };
  let weights = network.getWeights().map((weight) => core.clone(weight));
  return {
    isOver: (round: number, patience: number) => best.round > 0 && round - best.round > patience,
    see(round: number, loss: number): void {
      if (!(loss < best.loss)) return;
      best = { round, loss };
      core.dispose(weights);
      weights = network.getWeights().map((weight) => core.clone(weight));
    },
    restore(): number {
      network.setWeights(weights);
      return best.round;
    },
    dispose(): void {
      core.dispose(weights);
    },
  };
}
