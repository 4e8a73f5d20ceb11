import { expect, test } from 'vitest';
import { hideSignals, intervalCoverage, marginsFor } from '../../src/scoring/conform-intervals.ts';
import type { ModelRow } from '../../src/scoring/explainer.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { HELD, marginOf, NO_MARGINS } from '../../src/scoring/interval-margins.ts';
import { normal, createRandom } from '../../src/scoring/random.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import { linearScorer } from './linear-scorer.ts';

const list = featureList(ScoringSettings.parse({}));
const features = allFeatures(list);
// What is usual is told far too narrow: intervals of draws alone leave out most lines.
const { explainer } = linearScorer(list, {
  promise_lead: { perUnit: 0.5, usual: [-0.1, 0, 0.1] },
  quantity: { perUnit: 1, usual: [-0.1, 0, 0.1] },
});
if (!explainer) throw new Error('expected a model that explains itself');

function rowsFrom(seed: number, count: number): ModelRow[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => ({
    numbers: list.numbers.map(({ name }) => (['promise_lead', 'quantity'].includes(name) ? normal(random) : null)),
    categories: list.categories.map(() => null),
    openDays: 0,
  }));
}

test('widened by what some lines ask for, the intervals of other lines hold nine scores in ten', () => {
  const plain = intervalCoverage(explainer, features, rowsFrom(2, 600));
  const margins = marginsFor(explainer, features, rowsFrom(1, 600));
  const widened = intervalCoverage({ ...explainer, margins }, features, rowsFrom(2, 600));

  expect(plain.every(({ covered }) => covered < 0.5)).toBe(true);
  expect(widened.map(({ signal }) => signal)).toContain(null);
  for (const { covered } of widened) expect(covered).toBeGreaterThan(HELD - 0.04);
});

test('too few lines ask for nothing, and a model without margins is as wide as its draws', () => {
  const margins = marginsFor(explainer, features, rowsFrom(1, 20));

  expect(marginOf(margins, ['promise', 'order'])).toBe(0);
  expect(marginOf(NO_MARGINS, ['promise'])).toBe(0);
});

test('several missing signals are widened at least as much as the one of them that asks for most', () => {
  expect(marginOf({ bySignal: { promise: 0.4, order: 0.1 }, several: 0.2 }, ['promise', 'order'])).toBe(0.4);
  expect(marginOf({ bySignal: { promise: 0.1 }, several: 0.2 }, ['promise', 'order'])).toBe(0.2);
  expect(marginOf({ bySignal: { promise: 0.1 }, several: 0.2 }, ['promise'])).toBe(0.1);
});

test('a hidden signal takes all of its features from a line and leaves the others', () => {
  const [row] = rowsFrom(3, 1);
  const hidden = row && hideSignals(row, features, ['promise']);

  expect(hidden?.numbers[list.numbers.findIndex(({ name }) => name === 'promise_lead')]).toBeNull();
  expect(hidden?.numbers[list.numbers.findIndex(({ name }) => name === 'quantity')]).not.toBeNull();
});
