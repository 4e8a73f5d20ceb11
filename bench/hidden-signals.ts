/**
 * Whether intervals hold: hides groups of signals from lines whose score with them is known, and counts how often the interval covers that score.
 *
 *   npm run bench:hidden-signals -- --config examples/scms/promisegraph.config.ts --from <file> [--split 2013-01-01] [--rounds 15]
 *
 * One model, trained on what was known at the split, tells of the lines placed later. No database is touched.
 */
import { parseArgs } from 'node:util';
import { withEvents } from '../src/cli/with-events.ts';
import { parseAsOf } from '../src/domain/time.ts';
import { collectExamples } from '../src/operations/collect-examples.ts';
import { columnsOf } from '../src/scoring/columns.ts';
import { at, exampleTable, inTimeOrder, rowsWhere, toDays, wordAt } from '../src/scoring/example-table.ts';
import type { ModelRow } from '../src/scoring/explainer.ts';
import { allFeatures, featureList } from '../src/scoring/feature-list.ts';
import { choose, fit } from '../src/scoring/fit.ts';
import { intervalsWithout } from '../src/scoring/interval.ts';
import { chanceOf } from '../src/scoring/log-odds.ts';
import { createExplainer } from '../src/scoring/model-explainer.ts';
import { DEFAULT_RECIPE } from '../src/scoring/recipe.ts';
import { SIGNAL_NAMES, type SignalName } from '../src/scoring/signals/signal-list.ts';
import { loadTensorflow } from '../src/scoring/tensorflow.ts';

const { values } = parseArgs({
  options: {
    config: { type: 'string' },
    from: { type: 'string' },
    split: { type: 'string', default: '2013-01-01' },
    rounds: { type: 'string', default: String(DEFAULT_RECIPE.usualRounds) },
  },
});
if (!values.config || !values.from) throw new Error('expected --config <file> and --from <file>');

await withEvents({ config: values.config, from: values.from }, async ({ events, input }) => {
  const { scoring } = input.loaded.config;
  const split = toDays(parseAsOf(values.split, 'UTC'));
  const { examples } = await collectExamples(events, scoring, { asOf: null });
  const table = exampleTable(inTimeOrder(examples));
  const list = featureList(scoring);
  const features = allFeatures(list);
  const tf = await loadTensorflow();
  const recipe = { ...DEFAULT_RECIPE, usualRounds: Number(values.rounds) };
  const task = { table, recipe, columns: columnsOf(list), knownUntil: split, onProgress: () => undefined };
  const explainer = createExplainer(tf, fit(tf, task, choose(tf, task)), list);

  const rows = Array.from(rowsWhere(table, (row) => at(table.asOf, row) >= split)).map((row): ModelRow => ({
    numbers: list.numbers.map((_, i) => known(at(table.numbers, row * table.numberCount + i))),
    categories: list.categories.map((_, i) => wordAt(table, row, i)),
    openDays: 0,
  }));
  const whole = Array.from(explainer.logOdds(rows), chanceOf);
  const read = new Set(features.filter((_, i) => explainer.factors[i]?.isRead).map(({ signal }) => signal));

  console.log(`${rows.length} lines placed from ${values.split} on`);
  console.log('| hidden | features read | covered | median width | median move of the score |');
  console.log('| --- | ---: | ---: | ---: | ---: |');
  for (const signal of SIGNAL_NAMES.filter((name) => read.has(name))) report([signal]);
  report(SIGNAL_NAMES.filter((name) => read.has(name)));

  function report(hidden: readonly SignalName[]): void {
    const isHidden = (column: number): boolean => hidden.some((name) => name === features[column]?.signal);
    const without = rows.map(({ numbers, categories, openDays }) => ({
      numbers: numbers.map((value, i) => (isHidden(i) ? null : value)),
      categories: categories.map((word, i) => (isHidden(numbers.length + i) ? null : word)),
      openDays,
    }));
    const late = Array.from(explainer.logOdds(without), chanceOf);
    const lines = without.map((row, i) => ({ row, late: late[i] ?? 0 }));
    const intervals = intervalsWithout(explainer, features, lines, hidden);
    const covered = intervals.filter(({ low, high }, i) => low <= (whole[i] ?? -1) && (whole[i] ?? 2) <= high).length;
    const count = features.filter((_, i) => isHidden(i) && explainer.factors[i]?.isRead).length;
    console.log(
      `| ${hidden.length > 3 ? 'all of these' : hidden.join(', ')} | ${count} | ${(covered / rows.length).toFixed(3)} | ` +
        `${median(intervals.map(({ low, high }) => high - low)).toFixed(3)} | ${median(late.map((one, i) => Math.abs(one - (whole[i] ?? one)))).toFixed(3)} |`,
    );
  }
});

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}
