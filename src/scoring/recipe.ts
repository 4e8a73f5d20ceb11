/** Everything that decides how a model is made, apart from the data. */
export interface Recipe {
  /** Units of each tower's hidden layer. */
  readonly hidden: number;
  /** Networks side by side whose logits are averaged. */
  readonly towers: number;
  /** Numbers at most that a word becomes. Few: a network that can tell every word apart learns them by heart. */
  readonly embedding: number;
  /** Probability with which a hidden unit sits out a step of training. */
  readonly dropout: number;
  /** Age in days at which a line counts half as much as one of now. */
  readonly halfLifeDays: number;
  readonly maxWords: number;
  readonly minWordCount: number;
  readonly learningRate: number;
  /** Share of each weight that is taken away per step, times the learning rate. */
  readonly weightDecay: number;
  readonly batchRows: number;
  readonly maxRounds: number;
  /** Rounds where there are too few lines to see which number is best. */
  readonly usualRounds: number;
  /** Heads there, from seeds of their own: on few lines, where a network starts decides much, and a mean of two is steadier. */
  readonly usualHeads: number;
  /** Rounds at least: the first ones say little about the best one. */
  readonly minRounds: number;
  /** Rounds without a better validation loss after which training stops. */
  readonly patience: number;
  /** Probability with which a feature is hidden from the network in training. */
  readonly hideRatio: number;
  /** Weight of telling late from on time, beside telling the spans apart. */
  readonly lateWeight: number;
  /** More examples than this are thinned out, evenly. */
  readonly maxRows: number;
  /**
   * Late lines, and lines on time, that each part of the validation time must have for anything to be chosen by them: with
   * fewer they tell luck from skill no better than a coin.
   */
  readonly leastOfEach: number;
  /** Lines with a mishap, and lines without, that it takes to learn of it, in training and in validation alike. */
  readonly leastMishaps: number;
  readonly seed: number;
}

/** What did well on books of 8,000 to 200,000 lines without being told anything about them. */
export const DEFAULT_RECIPE: Recipe = {
  hidden: 64,
  towers: 1,
  embedding: 4,
  dropout: 0.2,
  halfLifeDays: 730,
  maxWords: 80,
  minWordCount: 4,
  learningRate: 0.001,
  weightDecay: 0.1,
  batchRows: 256,
  usualRounds: 30,
  usualHeads: 2,
  maxRounds: 30,
  minRounds: 4,
  patience: 3,
  hideRatio: 0.1,
  lateWeight: 1,
  maxRows: 60_000,
  leastOfEach: 250,
  leastMishaps: 50,
  seed: 1,
};
