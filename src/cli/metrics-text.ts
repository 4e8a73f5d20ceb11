import type { Evaluation, Judgement } from '../scoring/evaluation.ts';
import type { MetricName } from '../scoring/metrics.ts';

const COLUMNS: readonly { readonly metric: MetricName; readonly title: string }[] = [
  { metric: 'rocAuc', title: 'ROC-AUC' },
  { metric: 'averagePrecision', title: 'avg. precision' },
  { metric: 'brier', title: 'Brier' },
  { metric: 'logLoss', title: 'log loss' },
  { metric: 'ece', title: 'ECE' },
  { metric: 'precisionTop5', title: 'top 5 %' },
  { metric: 'precisionTop10', title: 'top 10 %' },
];
const WIDTH = 24;

/** The model beside the two baselines, with 95 % intervals, as a table for a terminal. */
export function textOfMetrics({ rows, model, baseRate, routeRule }: Evaluation): string {
  const share = model.metrics.baseRate === null ? '-' : `${(model.metrics.baseRate * 100).toFixed(1)} %`;
  return [
    `${rows} lines, ${share} late; 95 % intervals over orders in brackets`,
    ['', 'model', 'late rate of the route', 'late rate so far'].map((title) => title.padEnd(WIDTH)).join(''),
    ...COLUMNS.map(({ metric, title }) =>
      [title, ...[model, routeRule, baseRate].map((judged) => cell(judged, metric))]
        .map((text) => text.padEnd(WIDTH))
        .join(''),
    ),
  ]
    .map((line) => line.trimEnd())
    .join('\n');
}

function cell({ metrics, intervals }: Judgement, metric: MetricName): string {
  const value = metrics[metric];
  if (value === null) return '-';
  const interval = intervals[metric];
  return interval ? `${value.toFixed(3)} [${interval.map((end) => end.toFixed(3)).join(', ')}]` : value.toFixed(3);
}
