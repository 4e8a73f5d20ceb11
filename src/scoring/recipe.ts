/** Everything that decides how a model is made, apart from the data. */
export interface Recipe {
  readonly hidden: readonly number[];
  readonly towers: number;
  readonly maxWords: number;
  readonly minWordCount: number;
  readonly learningRate: number;
  /** Share of each weight that is taken away per step, times the learning rate. */
  readonly weightDecay: number;
  readonly batchRows: number;
  readonly maxRounds: number;
  /** Rounds without a better validation loss after which training stops. */
  readonly patience: number;
  /** Probability with which a feature is hidden from the network in training. */
  readonly hideRatio: number;
  /** Weight of telling late from on time, beside telling the spans apart. */
  readonly lateWeight: number;
  /** Days after which an example counts half; 0: all count the same. */
  readonly halfLifeDays: number;
  /** More examples than this are thinned out, evenly. */
  readonly maxRows: number;
  readonly seed: number;
}

export const DEFAULT_RECIPE: Recipe = {
  hidden: [48],
  towers: 3,
  maxWords: 60,
  minWordCount: 8,
  learningRate: 0.003,
  weightDecay: 0.02,
  batchRows: 256,
  maxRounds: 40,
  patience: 5,
  hideRatio: 0.1,
  lateWeight: 1,
  halfLifeDays: 0,
  maxRows: 60_000,
  seed: 1,
};
