import { mkdtemp, readFile, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { trainModel, type TrainedModel } from '../../src/operations/train-model.ts';
import { newestModelIn } from '../../src/scoring/find-model.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import { eventsOf, SETTINGS, sourceOf, syntheticBook, TINY } from '../scoring/synthetic-book.ts';

const events = sourceOf(eventsOf(syntheticBook(600)));
let root: string;
let trained: TrainedModel;

beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'promisegraph-train-'));
  trained = await trainModel(events, SETTINGS, { asOf: null, out: join(root, 'first'), name: 'test', recipe: TINY });
}, 60_000);

test('a model beats the base rate on lines that it has not seen, where something can be learned', () => {
  const { model, baseRate } = trained.metrics;

  expect(model.metrics.logLoss).toBeLessThan((baseRate.metrics.logLoss ?? 0) - 0.05);
  expect(model.metrics.rocAuc).toBeGreaterThan(0.8);
});

test('the folder holds the model, two sets of weights, its history and a card', async () => {
  expect((await readdir(join(root, 'first'))).sort()).toEqual([
    'card.md',
    'final.bin',
    'history.json',
    'holdout.bin',
    'model.json',
  ]);
  expect(await readFile(join(root, 'first', 'card.md'), 'utf8')).toContain(`# ${trained.version}`);
});

test('the same events, settings and seed give the same model; another seed gives another', async () => {
  const again = await trainModel(events, SETTINGS, {
    asOf: null,
    out: join(root, 'again'),
    name: 'test',
    recipe: TINY,
  });
  const other = await trainModel(events, SETTINGS, {
    asOf: null,
    out: join(root, 'other'),
    name: 'test',
    recipe: TINY,
    seed: 2,
  });

  expect(again.version).toBe(trained.version);
  for (const file of ['final.bin', 'holdout.bin', 'model.json', 'history.json']) {
    expect(await readFile(join(root, 'again', file))).toEqual(await readFile(join(root, 'first', file)));
  }
  expect(other.version).not.toBe(trained.version);
}, 60_000);

test('training leaves this thread free and can be stopped; nothing is written then', async () => {
  const stopping = new AbortController();
  const phases: string[] = [];
  const training = trainModel(events, SETTINGS, {
    asOf: null,
    out: join(root, 'stopped'),
    recipe: { ...TINY, maxRounds: 100_000, patience: 100_000 },
    signal: stopping.signal,
    onProgress: ({ phase }) => {
      phases.push(phase);
      if (phase === 'choose') stopping.abort(new Error('enough'));
    },
  });

  await expect(training).rejects.toThrow('enough');
  expect(phases).toContain('choose');
  expect(await readdir(root)).not.toContain('stopped');
}, 60_000);

test('where the latest lines are too few to choose by, what usually does well is made, here as a version of its name', async () => {
  const usual = await trainModel(events, SETTINGS, {
    asOf: null,
    out: join(root, 'usual'),
    isVersioned: true,
    about: 'Made for a test.',
    recipe: { ...TINY, leastOfEach: 1000 },
  });

  expect(usual.metrics.model.metrics.logLoss).toBeLessThan(usual.metrics.baseRate.metrics.logLoss ?? 0);
  expect(await newestModelIn(join(root, 'usual'))).toBe(usual.dir);
  expect(usual.dir).toBe(join(root, usual.version));
  const card = await readFile(join(usual.dir, 'card.md'), 'utf8');
  expect(card).toContain('Too few late lines to choose by');
  expect(card).toContain('Made for a test.');
  expect(await readFile(join(root, 'first', 'card.md'), 'utf8')).toContain('Chosen by log loss');
}, 60_000);

test('too few lines are refused with how many it takes', async () => {
  const few = sourceOf(eventsOf(syntheticBook(20)));

  await expect(trainModel(few, SETTINGS, { asOf: null, out: join(root, 'few') })).rejects.toMatchObject({
    code: 'INPUT_INVALID',
    message: expect.stringMatching(/at least 100 lines/) as string,
  });
}, 60_000);

test('a book without lines is refused', async () => {
  await expect(
    trainModel(sourceOf([]), ScoringSettings.parse({}), { asOf: null, out: join(root, 'none') }),
  ).rejects.toMatchObject({
    code: 'INPUT_INVALID',
  });
});
