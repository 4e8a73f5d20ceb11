import type { LayersModel } from '@tensorflow/tfjs-layers';
import { originOf, type Basis } from './basis.ts';
import { fitBins, type Bins } from './bins.ts';
import { createEncoder, fitEncoding, type Encoding } from './encoding.ts';
import { at, type ExampleTable, type Rows } from './example-table.ts';
import { applyNetwork, createNetwork, meanProbabilities } from './network.ts';
import { createRandom, shuffle, type Random } from './random.ts';
import type { Recipe } from './recipe.ts';
import type { Tensorflow } from './tensorflow.ts';
import { createTrainer, type KnownRows } from './trainer.ts';

/** A network with the meaning of its inputs and outputs. */
export interface Head {
  readonly basis: Basis;
  readonly encoding: Encoding;
  readonly bins: Bins;
  readonly network: LayersModel;
}

export interface HeadTask extends KnownRows {
  readonly table: ExampleTable;
  readonly basis: Basis;
  readonly recipe: Recipe;
  /** Columns that the basis may see. */
  readonly numberColumns: readonly number[];
  readonly categoryColumns: readonly number[];
  /** How badly the head does on rows it is not trained on, so as to stop in time; null: all rounds are run. */
  readonly judge: ((head: Head) => number) | null;
  /** A round is a walk through all rows, or through a fixed number of batches of very many. */
  readonly rounds: number;
  /** Called after each round; throws to stop. */
  readonly onRound: (round: number) => void;
}

export interface FittedHead {
  readonly head: Head;
  /** The rounds that made it. */
  readonly rounds: number;
}

/** Trains one head. The same task gives the same head. */
export function fitHead(tf: Tensorflow, task: HeadTask): FittedHead {
  const { table, basis, recipe, rows, knownUntil, judge } = task;
  const random = createRandom(recipe.seed);
  const limits = { maxWords: recipe.maxWords, minCount: recipe.minWordCount };
  const encoding = fitEncoding(table, rows, task.numberColumns, task.categoryColumns, limits);
  const bins = fitBins(knownValues(task), basis === 'delay' ? 0 : null);
  const network = createNetwork(tf, { ...recipe, width: encoding.width, bins: bins.spans.length }, random);
  const head = { basis, encoding, bins, network };
  const trainer = createTrainer(tf, head, table, recipe, random);
  const nextBatch = createBatches(rows, recipe.batchRows, random);
  const batches = Math.min(Math.ceil(rows.length / recipe.batchRows), MAX_BATCHES);
  const best = createBest(tf, network);
  try {
    for (let round = 1; round <= task.rounds && !best.isOver(round, recipe.patience); round += 1) {
      for (let batch = 0; batch < batches; batch += 1) trainer.step({ rows: nextBatch(), knownUntil });
      best.see(round, judge && round >= recipe.minRounds ? judge(head) : Number.MAX_VALUE / round);
      task.onRound(round);
    }
    return { head, rounds: best.restore() };
  } finally {
    best.dispose();
    trainer.dispose();
  }
}

/** Probabilities of the spans, row by row, at most a few thousand rows a call. */
export function predictHead(
  tf: Tensorflow,
  { network, encoding, bins }: Head,
  table: ExampleTable,
  rows: Rows,
): Float32Array {
  const count = bins.spans.length;
  const encode = createEncoder(table, encoding);
  const all = new Float32Array(rows.length * count);
  for (let from = 0; from < rows.length; from += CHUNK_ROWS) {
    const chunk = rows.subarray(from, from + CHUNK_ROWS);
    const logits = tf.core.tidy(() =>
      applyNetwork(tf, network, tf.core.tensor2d(encode(chunk), [chunk.length, encoding.width])).dataSync(),
    );
    all.set(meanProbabilities(logits, chunk.length, count), from * count);
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

function knownValues({ table, rows, basis, knownUntil }: HeadTask): number[] {
  const values: number[] = [];
  for (const row of rows) {
    const delivered = at(table.delivered, row);
    if (delivered <= knownUntil) values.push(delivered - originOf(table, row, basis));
  }
  return values;
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
