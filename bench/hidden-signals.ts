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
import { hideSignals, intervalCoverage, marginsFor, signalsRead } from '../src/scoring/conform-intervals.ts';
import { at, exampleTable, inTimeOrder, rowsWhere, toDays, wordAt } from '../src/scoring/example-table.ts';
import type { ModelRow } from '../src/scoring/explainer.ts';
import { allFeatures, featureList } from '../src/scoring/feature-list.ts';
import { choose, fit } from '../src/scoring/fit.ts';
import { marginOf } from '../src/scoring/interval-margins.ts';
import { intervalsWhere } from '../src/scoring/interval.ts';
import { chanceOf } from '../src/scoring/log-odds.ts';
import { createExplainer } from '../src/scoring/model-explainer.ts';
import { DEFAULT_RECIPE } from '../src/scoring/recipe.ts';
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
  const half = rows.length >> 1;
  const margins = marginsFor(explainer, features, rows.slice(0, half));
  const later = rows.slice(half);
  const plain = intervalCoverage(explainer, features, later);
  const widened = intervalCoverage({ ...explainer, margins }, features, later);
  const whole = Array.from(explainer.logOdds(later), chanceOf);
  const read = signalsRead(explainer, features);

  console.log(
    `${rows.length} lines placed from ${values.split} on: the earlier half says by how much to widen, the later is measured`,
  );
  console.log('| hidden | features read | held, plain | held | margin | median width | median move of the score |');
  console.log('| --- | ---: | ---: | ---: | ---: | ---: | ---: |');
  for (const { signal, covered } of widened) {
    const hidden = signal === null ? read : [signal];
    const without = later.map((row) => hideSignals(row, features, hidden));
    const late = Array.from(explainer.logOdds(without), chanceOf);
    const lines = without.map((row, i) => ({ row, late: late[i] ?? 0 }));
    const widths = intervalsWhere({ ...explainer, margins }, features, lines, () => hidden).map(
      ({ low, high }) => high - low,
    );
    const count = features.filter((one, i) => hidden.includes(one.signal) && explainer.factors[i]?.isRead).length;
    const cells = [
      signal ?? 'several of these',
      count,
      plain.find((one) => one.signal === signal)?.covered.toFixed(3) ?? '',
      covered.toFixed(3),
      marginOf(margins, hidden).toFixed(2),
      median(widths).toFixed(3),
      median(late.map((one, i) => Math.abs(one - (whole[i] ?? one)))).toFixed(3),
    ];
    console.log(`| ${cells.join(' | ')} |`);
  }
});

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}

function median(all: readonly number[]): number {
  return [...all].sort((a, b) => a - b)[all.length >> 1] ?? Number.NaN;
}
