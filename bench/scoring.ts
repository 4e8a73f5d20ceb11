/**
 * How well scores tell late lines, by rolling origin: for each quarter a model is trained on what was known before it, and
 * measured on the lines placed in it.
 *
 *   node --import @swc-node/register/esm-register bench/scoring.ts --config examples/scms/promisegraph.config.ts --from <file>
 *
 * Options: --first 2010-01-01 --last 2013-07-01 (first days of quarters), --seed 1. Prints a line a quarter, then the table: all
 * quarters pooled, with 95 % intervals over orders; `within` is the mean ROC-AUC inside a quarter. No database is touched.
 */
import { parseArgs } from 'node:util';
import { withEvents } from '../src/cli/with-events.ts';
import { parseAsOf, type Instant } from '../src/domain/time.ts';
import { collectExamples } from '../src/operations/collect-examples.ts';
import { columnsOf } from '../src/scoring/columns.ts';
import { evaluationOf, type Judgement } from '../src/scoring/evaluation.ts';
import { at, exampleTable, inTimeOrder, lateAt, rowsWhere, toDays } from '../src/scoring/example-table.ts';
import { featureList } from '../src/scoring/feature-list.ts';
import { choose, fit, scoreRows } from '../src/scoring/fit.ts';
import { metricsOf } from '../src/scoring/metrics.ts';
import { disposeFit } from '../src/scoring/pack-fit.ts';
import { DEFAULT_RECIPE } from '../src/scoring/recipe.ts';
import { loadTensorflow } from '../src/scoring/tensorflow.ts';

const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    from: { type: 'string' },
    first: { type: 'string', default: '2010-01-01' },
    last: { type: 'string', default: '2013-07-01' },
    seed: { type: 'string', default: '1' },
  },
});
if (!values.config || !values.from) throw new Error('expected --config <file> and --from <file>');

const startedAt = performance.now();
const { settings, examples } = await withEvents(
  { config: values.config, from: values.from },
  async ({ events, input }) => {
    const { scoring } = input.loaded.config;
    const collected = await collectExamples(events, scoring, { asOf: null, refuseUnknownFacts: true });
    return { settings: scoring, examples: collected.examples };
  },
);
const table = exampleTable(inTimeOrder(examples));
const recipe = { ...DEFAULT_RECIPE, seed: Number(values.seed) };
const columns = columnsOf(featureList(settings));
const tf = await loadTensorflow();

const all = {
  model: [] as number[],
  baseRatio: [] as number[],
  routeRatio: [] as number[],
  late: [] as boolean[],
  order: [] as number[],
};
const within: Record<'model' | 'routeRatio', number[]> = { model: [], routeRatio: [] };
for (const quarter of quartersBetween(values.first, values.last)) {
  const [from, until] = [toDays(quarter), toDays(nextQuarter(quarter))];
  const task = { table, recipe, columns, knownUntil: from, onProgress: () => undefined };
  const fitted = fit(tf, task, choose(tf, task));
  const isIn = (row: number): boolean => at(table.asOf, row) >= from && at(table.asOf, row) < until;
  const rows = rowsWhere(table, (row) => isIn(row) && lateAt(table, row, Infinity) !== null);
  const late = Array.from(rows, (row) => lateAt(table, row, Infinity) === true);
  const model = scoreRows(tf, fitted, table, rows);
  const baseRatio = Array.from(rows, (row) => at(table.baseRatio, row));
  const routeRatio = Array.from(rows, (row, i) => orElse(at(table.routeRatio, row), baseRatio[i] ?? 0.5));
  disposeFit(fitted);

  const metrics = metricsOf({ chances: model, late });
  if (metrics.rocAuc !== null) within.model.push(metrics.rocAuc);
  within.routeRatio.push(metricsOf({ chances: routeRatio, late }).rocAuc ?? 0.5);
  all.model.push(...model);
  all.baseRatio.push(...baseRatio);
  all.routeRatio.push(...routeRatio);
  all.late.push(...late);
  for (const row of rows) all.order.push(at(table.order, row));
  console.log(
    `${quarter.slice(0, 10)}  ${rows.length} lines  ${text(metrics.baseRate)} late  auc ${text(metrics.rocAuc)}  log loss ${text(metrics.logLoss)}`,
  );
}

const evaluation = evaluationOf(all, 1);
console.log(`\n${evaluation.rows} lines, ${tf.backend}, ${Math.round((performance.now() - startedAt) / 1000)} s\n`);
console.log('| | auc | auc within | ap | brier | log loss | ece | p10 |\n|---|---|---|---|---|---|---|---|');
print('base rate so far', evaluation.baseRate, []);
print('rule: late rate of the route, 365 days', evaluation.routeRule, within.routeRatio);
print('model', evaluation.model, within.model);

function print(name: string, { metrics, intervals }: Judgement, aucs: readonly number[]): void {
  const mean = aucs.length === 0 ? '.500' : text(aucs.reduce((sum, auc) => sum + auc, 0) / aucs.length);
  const cells = (['rocAuc', 'averagePrecision', 'brier', 'logLoss', 'ece', 'precisionTop10'] as const).map((metric) => {
    const interval = intervals[metric];
    return interval ? `${text(metrics[metric])} (${text(interval[0])}-${text(interval[1])})` : text(metrics[metric]);
  });
  console.log(`| ${[name, cells[0], mean, ...cells.slice(1)].join(' | ')} |`);
}

function text(value: number | null): string {
  return value === null ? '-' : value.toFixed(3);
}

function orElse(value: number, other: number): number {
  return Number.isNaN(value) ? other : value;
}

function quartersBetween(first: string, last: string): Instant[] {
  const quarters: Instant[] = [];
  for (let quarter = parseAsOf(first, 'UTC'); quarter <= parseAsOf(last, 'UTC'); quarter = nextQuarter(quarter))
    quarters.push(quarter);
  return quarters;
}

function nextQuarter(quarter: Instant): Instant {
  const date = new Date(quarter);
  date.setUTCMonth(date.getUTCMonth() + 3);
  return date.toISOString();
}
