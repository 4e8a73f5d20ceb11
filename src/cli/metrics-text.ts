import type { Evaluation, Judgement } from '../scoring/evaluation.ts';
import type { Measured } from '../scoring/measure.ts';
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

/** Everything that was measured, as text for a terminal. */
export function textOfMeasured(measured: Measured): string {
  return [
    textOfMetrics(measured),
    ...measured.mishaps.flatMap(({ mishap, rows, model, baseRate }) => [
      '',
      `${mishap}: ${rows} lines, ${share(model)}`,
      ...table(['model', 'how often it had come before'], [model, baseRate]),
    ]),
    '',
    textOfDates(measured),
  ].join('\n');
}

/** How many lines came by the dates that were told, and how chances compare with what came. */
export function textOfDates({ coverage, curves }: Pick<Measured, 'coverage' | 'curves'>): string {
  return [
    'delivered by the date that was told:',
    ...coverage.map(
      ({ segment, rows, p50, p90 }) =>
        `  ${segment.padEnd(32)} ${rows} lines  P50 ${p50.toFixed(3)}  P90 ${p90.toFixed(3)}`,
    ),
    ...curves.flatMap(({ name, points }) => [
      '',
      `reliability of ${name}: said, came`,
      ...points.map(({ said, came, rows }) => `  ${said.toFixed(3)}  ${came.toFixed(3)}  (${rows} lines)`),
    ]),
  ].join('\n');
}

/** The model beside the two baselines, with 95 % intervals, as a table for a terminal. */
export function textOfMetrics({ rows, model, baseRate, routeRule }: Evaluation): string {
  return [
    `${rows} lines, ${share(model)} late; 95 % intervals over orders in brackets`,
    ...table(['model', 'late rate of the route', 'late rate so far'], [model, routeRule, baseRate]),
  ].join('\n');
}

function share({ metrics }: Judgement): string {
  return metrics.baseRate === null ? '-' : `${(metrics.baseRate * 100).toFixed(1)} %`;
}

function table(titles: readonly string[], judgements: readonly Judgement[]): string[] {
  return [
    ['', ...titles],
    ...COLUMNS.map(({ metric, title }) => [title, ...judgements.map((judged) => cell(judged, metric))]),
  ].map((cells) =>
    cells
      .map((text) => text.padEnd(WIDTH))
      .join('')
      .trimEnd(),
  );
}

function cell({ metrics, intervals }: Judgement, metric: MetricName): string {
  const value = metrics[metric];
  if (value === null) return '-';
  const interval = intervals[metric];
  return interval ? `${value.toFixed(3)} [${interval.map((end) => end.toFixed(3)).join(', ')}]` : value.toFixed(3);
}
