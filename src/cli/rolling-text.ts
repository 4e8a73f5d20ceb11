import type { RollingEvaluation, RollingPeriod } from '../operations/evaluate-rolling.ts';
import type { Judgement } from '../scoring/evaluation.ts';
import type { MetricName } from '../scoring/metrics.ts';
import { textOfDates } from './metrics-text.ts';

const COLUMNS: readonly MetricName[] = ['rocAuc', 'averagePrecision', 'brier', 'logLoss', 'ece', 'precisionTop10'];

/** One period on one line. */
export function textOfPeriod({ from, rows, lateRatio, rocAuc, ruleRocAuc, logLoss }: RollingPeriod): string {
  return `${from.slice(0, 10)}  ${rows} lines  ${text(lateRatio)} late  auc ${text(rocAuc)} (rule ${text(ruleRocAuc)})  log loss ${text(logLoss)}`;
}

/** All periods pooled: a Markdown table per head, coverage of dates, and reliability curves. In brackets 95 % intervals over orders. */
export function textOfRolling(evaluation: RollingEvaluation): string {
  const { rows, model, baseRate, routeRule, within, mishaps, coverage, curves } = evaluation;
  return [
    `late: ${rows} lines; within is the mean over periods of the ROC-AUC inside each`,
    '| | auc | within | ap | brier | log loss | ece | p10 |',
    '|---|---|---|---|---|---|---|---|',
    row('base rate so far', baseRate, 0.5),
    row('rule: late rate of the route, 365 days', routeRule, within.routeRule),
    row('model', model, within.model),
    ...mishaps.flatMap(({ mishap, rows: count, model: ours, baseRate: base }) => [
      '',
      `${mishap}: ${count} lines`,
      '| | auc | within | ap | brier | log loss | ece | p10 |',
      '|---|---|---|---|---|---|---|---|',
      row('base rate so far', base, null),
      row('model', ours, null),
    ]),
    '',
    textOfDates({ coverage, curves }),
  ].join('\n');
}

function row(name: string, { metrics, intervals }: Judgement, within: number | null): string {
  const cells = COLUMNS.map((metric) => {
    const interval = intervals[metric];
    return interval ? `${text(metrics[metric])} (${text(interval[0])}-${text(interval[1])})` : text(metrics[metric]);
  });
  return `| ${[name, cells[0], text(within), ...cells.slice(1)].join(' | ')} |`;
}

function text(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}
