/**
 * The defaults on a book unlike those that they were chosen on: a SIMULATED marketplace (bench/b2c/shop.ts) that begins to promise less time half way.
 *
 *   npm run bench:b2c -- [--lines 40000] [--seed 1] [--promise 0.75] [--out <folder>] [--months 10] [--classifier]
 *
 * Writes the shop's export with a mapping and a configuration, evaluates by month from the month after the promise changed, and prints the model beside the
 * one-line rule; with `--classifier` also beside the same network taught late or not late. No database is touched.
 */
import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { textOfPeriod, textOfRolling } from '../src/cli/rolling-text.ts';
import { withEvents } from '../src/cli/with-events.ts';
import { toInstant } from '../src/domain/time.ts';
import { collectExamples } from '../src/operations/collect-examples.ts';
import { evaluateRolling } from '../src/operations/evaluate-rolling.ts';
import { columnsOf } from '../src/scoring/columns.ts';
import { at, exampleTable, inTimeOrder, lateAt, rowsWhere } from '../src/scoring/example-table.ts';
import { featureList } from '../src/scoring/feature-list.ts';
import { metricsOf } from '../src/scoring/metrics.ts';
import { loadTensorflow } from '../src/scoring/tensorflow.ts';
import { writeBook } from './b2c/book.ts';
import { classify } from './b2c/classifier.ts';
import { SHIFTS_AT } from './b2c/shop.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '40000' },
    seed: { type: 'string', default: '1' },
    promise: { type: 'string', default: '0.75' },
    months: { type: 'string', default: '9' },
    out: { type: 'string' },
    classifier: { type: 'boolean', default: false },
  },
});
const dir = values.out ?? (await mkdtemp(join(tmpdir(), 'promisegraph-b2c-')));
const { config, lines } = await writeBook(dir, {
  lines: Number(values.lines),
  seed: Number(values.seed),
  promiseRatio: Number(values.promise),
});
console.log(`SIMULATED marketplace, ${values.lines} lines, in ${dir}`);

const first = monthAfter(SHIFTS_AT, 0);
const last = monthAfter(SHIFTS_AT, Number(values.months) - 1);

await withEvents({ config, from: lines }, async ({ events, input }) => {
  const { scoring } = input.loaded.config;
  const began = { cpu: process.cpuUsage(), wallMs: performance.now() };
  const evaluation = await evaluateRolling(events, scoring, {
    every: 'month',
    first: toInstant(new Date(first)),
    last: toInstant(new Date(last)),
    asOf: null,
    seed: 1,
    onPeriod: (period) => {
      console.log(textOfPeriod(period));
    },
  });
  const { user, system } = process.cpuUsage(began.cpu);
  console.log(`\n${textOfRolling(evaluation)}\n`);
  console.log(
    `${Math.round((user + system) / 1e6)} s of CPU time, ${Math.round((performance.now() - began.wallMs) / 1000)} s by the clock, ` +
      `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
  );
  if (!values.classifier) return;

  const { examples } = await collectExamples(events, scoring, { asOf: null });
  const table = exampleTable(inTimeOrder(examples));
  const knownUntil = at(table.asOf, table.count - 1) + 365;
  const tf = await loadTensorflow();
  const chances: number[] = [];
  const late: boolean[] = [];
  const aucs: number[] = [];
  for (let month = 0; month < Number(values.months); month += 1) {
    const from = monthAfter(SHIFTS_AT, month) / 86_400_000;
    const until = monthAfter(SHIFTS_AT, month + 1) / 86_400_000;
    const rows = rowsWhere(table, (row) => at(table.asOf, row) >= from && at(table.asOf, row) < until);
    const said = classify(tf, table, columnsOf(featureList(scoring)).delay.all, from, rows);
    const came = Array.from(rows, (row) => lateAt(table, row, knownUntil) === true);
    aucs.push(metricsOf({ chances: said, late: came }).rocAuc ?? 0.5);
    chances.push(...said);
    late.push(...came);
  }
  const { rocAuc, logLoss, ece, averagePrecision } = metricsOf({ chances, late });
  console.log(
    `classifier: ROC-AUC ${rocAuc?.toFixed(3)}, average precision ${averagePrecision?.toFixed(3)}, log loss ${logLoss?.toFixed(3)}, ECE ${ece?.toFixed(3)}; ` +
      `by month ${aucs.map((auc) => auc.toFixed(3)).join(' ')}`,
  );
});

/** The first of a month, counted from the first one that begins after an instant. */
function monthAfter(ms: number, months: number): number {
  const date = new Date(ms);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1 + months);
}
