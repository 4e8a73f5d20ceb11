import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { addMs, MS_PER_DAY } from '../../src/domain/time.ts';
import { evaluateModel } from '../../src/operations/evaluate-model.ts';
import { trainModel, type TrainedModel } from '../../src/operations/train-model.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import { eventsOf, SETTINGS, sourceOf, START, syntheticBook, TINY } from '../scoring/synthetic-book.ts';

const book = syntheticBook(700);
const cut = addMs(START, 300 * MS_PER_DAY);
const earlier = book.filter(({ placedAt }) => placedAt <= cut);
const later = book.filter(({ placedAt }) => placedAt > cut);
let trained: TrainedModel;

beforeAll(async () => {
  const out = join(await mkdtemp(join(tmpdir(), 'promisegraph-evaluate-')), 'model');
  trained = await trainModel(sourceOf(eventsOf(earlier)), SETTINGS, { asOf: null, out, recipe: TINY });
}, 60_000);

test('lines placed after all that was known are scored by the final fit, better than the base rate', async () => {
  const evaluation = await evaluateModel(sourceOf(eventsOf(later)), SETTINGS, { model: trained.dir, asOf: null });

  expect(evaluation).toMatchObject({
    version: trained.version,
    rows: later.length,
    rowsByFinal: later.length,
    rowsByHoldout: 0,
  });
  expect(evaluation.model.metrics.logLoss).toBeLessThan(evaluation.baseRate.metrics.logLoss ?? 0);
});

test('lines that it was trained on are counted and left out, and the holdout is scored by the fit without it', async () => {
  const evaluation = await evaluateModel(sourceOf(eventsOf(book)), SETTINGS, { model: trained.dir, asOf: null });

  expect(evaluation.rowsByFinal).toBe(later.length);
  expect(evaluation.rowsSeen).toBeGreaterThan(earlier.length / 2);
  expect(evaluation.rowsSeen + evaluation.rowsByHoldout).toBe(earlier.length);
});

test('later lines have the same past whether the file holds the training lines too or not', async () => {
  const options = { model: trained.dir, asOf: null };
  const alone = await evaluateModel(sourceOf(eventsOf(later)), SETTINGS, options);
  const whole = await evaluateModel(sourceOf(eventsOf(book)), SETTINGS, options);
  const holdoutLines = earlier.slice(-whole.rowsByHoldout);
  const both = await evaluateModel(sourceOf(eventsOf([...holdoutLines, ...later])), SETTINGS, options);

  expect(both.routeRule).toEqual(whole.routeRule);
  expect(both.model.metrics.logLoss).toBeCloseTo(whole.model.metrics.logLoss ?? 0, 4);
  expect(alone.rows).toBe(later.length);
});

test('as of a day, only lines whose promise is over count', async () => {
  const asOf = addMs(cut, 30 * MS_PER_DAY);

  const evaluation = await evaluateModel(sourceOf(eventsOf(later)), SETTINGS, { model: trained.dir, asOf });

  const over = later.filter(({ placedAt }) => addMs(placedAt, 5 * MS_PER_DAY) < asOf);
  expect(evaluation.rows).toBe(over.length);
  expect(evaluation.rowsUndecided).toBeGreaterThan(0);
});

test('when no line is left to measure on, it says so', async () => {
  const seen = sourceOf(eventsOf(earlier.slice(0, 100)));

  await expect(evaluateModel(seen, SETTINGS, { model: trained.dir, asOf: null })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: expect.stringMatching(/100 lines were trained on/) as string,
  });
});

test('a model of other features is refused with the difference', async () => {
  const settings = ScoringSettings.parse({ ...SETTINGS, numbers: [] });

  await expect(evaluateModel(sourceOf([]), settings, { model: trained.dir, asOf: null })).rejects.toMatchObject({
    code: 'MODEL_UNAVAILABLE',
    message: expect.stringMatching(/book\.weight/) as string,
  });
});
