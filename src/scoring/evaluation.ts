import { bootstrap, type Interval } from './bootstrap.ts';
import { bounded } from './calibration.ts';
import { metricsOf, METRIC_NAMES, type Judged, type MetricName, type Metrics } from './metrics.ts';

/** Rows with what the model and the two baselines said of them, in one order. */
export interface ScoredRows {
  readonly model: ArrayLike<number>;
  /** NaN where nothing was known yet. */
  readonly baseRatio: ArrayLike<number>;
  readonly routeRatio: ArrayLike<number>;
  readonly late: ArrayLike<boolean>;
  /** Equal for lines of one order: they share their luck, and are drawn together. */
  readonly order: ArrayLike<number>;
}

export interface Judgement {
  readonly metrics: Metrics;
  /** 95 % interval by metric, from a bootstrap over orders; null where the metric is. */
  readonly intervals: Readonly<Partial<Record<MetricName, Interval | null>>>;
}

export interface Evaluation {
  readonly rows: number;
  readonly model: Judgement;
  /** The late rate of all outcomes known when the line was placed. */
  readonly baseRate: Judgement;
  /** The one-line rule: the late rate of the line's route in the 365 days before; the base rate where there is none. */
  readonly routeRule: Judgement;
}

/** Judges the model beside the base rate so far and the one-line rule, on the same rows. */
export function evaluationOf({ model, baseRatio, routeRatio, late, order }: ScoredRows, seed: number): Evaluation {
  const base = Float64Array.from(baseRatio, (ratio) => bounded(Number.isNaN(ratio) ? 0.5 : ratio));
  const rule = Float64Array.from(routeRatio, (ratio, i) => (Number.isNaN(ratio) ? (base[i] ?? 0.5) : bounded(ratio)));
  const on = (chances: ArrayLike<number>): Judgement => judge({ chances, late, cluster: order }, seed);
  return { rows: late.length, model: on(model), baseRate: on(base), routeRule: on(rule) };
}

/** Metrics with their intervals; rows of one cluster are drawn together. */
export function judge(judged: Judged & { readonly cluster: ArrayLike<number> }, seed: number): Judgement {
  return {
    metrics: metricsOf(judged),
    intervals: Object.fromEntries(bootstrap(judged, METRIC_NAMES, seed)),
  };
}
