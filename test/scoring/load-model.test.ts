import { mkdtemp, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { addMs, MS_PER_DAY, MS_PER_HOUR } from '../../src/domain/time.ts';
import { evolveAll } from '../../src/domain/evolve.ts';
import type { Entity } from '../../src/domain/entity.ts';
import { toOrder } from '../../src/domain/order.ts';
import { toOrderLine } from '../../src/domain/order-line.ts';
import { trainModel } from '../../src/operations/train-model.ts';
import { hideSignals } from '../../src/scoring/conform-intervals.ts';
import type { ModelRow } from '../../src/scoring/explainer.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { intervalsWhere } from '../../src/scoring/interval.ts';
import { loadModel } from '../../src/scoring/load-model.ts';
import { chanceOf } from '../../src/scoring/log-odds.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import type { Scorer, Snapshot } from '../../src/scoring/snapshot.ts';
import { loadTensorflow } from '../../src/scoring/tensorflow.ts';
import { NOTHING_AROUND } from './nothing-around.ts';
import { eventsOf, placed, SETTINGS, sourceOf, START, syntheticBook, TINY, type Sketch } from './synthetic-book.ts';

let dir: string;
let scorer: Scorer;

beforeAll(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'promisegraph-load-')), 'model');
  await trainModel(sourceOf(eventsOf(syntheticBook(600))), SETTINGS, { asOf: null, out: dir, recipe: TINY });
  scorer = await loadModel(dir, SETTINGS);
}, 60_000);

function snapshotOf(sketch: Sketch, openHours = 0): Snapshot {
  const entities = new Map<string, Entity>();
  evolveAll(entities, [placed(sketch)]);
  const order = toOrder(entities.get(`order/${sketch.orderId}`) as Entity<'order'>);
  const line = toOrderLine(entities.get(`line/${sketch.orderId}/1`) as Entity<'line'>);
  if (!order || !line) throw new Error('expected an order with a line');
  const asOf = addMs(sketch.placedAt, openHours * MS_PER_HOUR);
  return { ...NOTHING_AROUND, asOf, line, order, orderLineCount: 1 };
}

const placedAt = addMs(START, 401 * MS_PER_DAY);
const risky: Sketch = { orderId: 'R', placedAt, carrierServiceId: 'slow', lane: 'north' };
const safe: Sketch = { orderId: 'S', placedAt, carrierServiceId: 'fast', lane: 'south' };

test('what was learned shows: the slow way is riskier than the fast one, and its dates are later', () => {
  const [bad, good] = scorer.score([snapshotOf(risky), snapshotOf(safe)]);

  expect(bad?.late).toBeGreaterThan(good?.late ?? 1);
  expect(bad && good && bad.deliverP50At && good.deliverP50At && bad.deliverP50At > good.deliverP50At).toBe(true);
  expect(bad && bad.deliverP90At && bad.deliverP50At && bad.deliverP90At >= bad.deliverP50At).toBe(true);
});

test('a model loaded again gives the same scores, alone or in a batch', async () => {
  const again = await loadModel(dir, SETTINGS);
  const batch = [snapshotOf(risky), snapshotOf(safe), snapshotOf(risky, 30)];

  expect(again.score(batch)).toEqual(scorer.score(batch));
  expect(batch.map((one) => again.score([one])[0]?.late)).toEqual(
    scorer.score(batch).map((score) => expect.closeTo(score?.late ?? Number.NaN, 5) as number),
  );
});

test('a score carries the row that the model saw', () => {
  const [score] = scorer.score([snapshotOf(risky, 24)]);

  expect(score?.row).toMatchObject({ openDays: 1 });
  expect(score?.row?.categories).toContain('slow');
});

test('a book without mishaps has no chance of any', () => {
  expect(scorer.score([snapshotOf(risky)])[0]).toMatchObject({ short: null, exception: null });
});

test('hidden signals leave an interval that covers what the line scores with them, for nearly every line', () => {
  const sketches = syntheticBook(300, 5).map((sketch) => ({ ...sketch, lineNumber: '1' }));
  const features = allFeatures(featureList(SETTINGS));
  const { explainer } = scorer;
  if (!explainer) throw new Error('expected a model that explains itself');
  const whole = scorer.score(sketches.map((sketch) => snapshotOf(sketch)));
  const rowOf = (i: number): ModelRow => whole[i]?.row ?? { numbers: [], categories: [], openDays: 0 };
  const hidden = features.find(({ name }) => name === 'book.carrierServiceId')?.signal ?? 'way';
  const without = sketches.map((_, i) => hideSignals(rowOf(i), features, [hidden]));
  const late = Array.from(explainer.logOdds(without), chanceOf);

  const intervals = intervalsWhere(
    explainer,
    features,
    without.map((row, i) => ({ row, late: late[i] ?? 0 })),
    () => [hidden],
  );

  const covered = intervals.filter(({ low, high }, i) => {
    const score = whole[i]?.late ?? -1;
    return low - 0.01 <= score && score <= high + 0.01;
  });
  expect(intervals.every(({ low, high }) => high - low > 0.01)).toBe(true);
  expect(covered.length / intervals.length).toBeGreaterThan(0.9);
});

test('scoring leaves no tensor behind', async () => {
  const { core } = await loadTensorflow();
  scorer.score([snapshotOf(risky)]);
  const before = core.memory().numTensors;

  for (let i = 0; i < 5; i += 1) scorer.score([snapshotOf(risky), snapshotOf(safe)]);

  expect(core.memory().numTensors).toBe(before);
});

test('a line past its promise scores .9999, a line that was promised nothing has no score', () => {
  const scores = scorer.score([snapshotOf({ ...safe, promisedAt: null }), snapshotOf(safe, 24 * 6), snapshotOf(safe)]);

  expect(scores[0]).toBeNull();
  expect(scores[1]?.late).toBe(0.9999);
  expect(scores[2]?.late).toBeLessThan(0.9);
});

test('settings that make other features are refused with the difference', async () => {
  const settings = ScoringSettings.parse({ ...SETTINGS, numbers: ['weight', 'volume'] });

  await expect(loadModel(dir, settings)).rejects.toMatchObject({
    code: 'MODEL_UNAVAILABLE',
    message: expect.stringMatching(/the settings make book\.volume/) as string,
  });
});

test('a folder that is not a model, or half of one, is refused', async () => {
  const empty = await mkdtemp(join(tmpdir(), 'promisegraph-empty-'));
  await expect(loadModel(empty, SETTINGS)).rejects.toMatchObject({ code: 'MODEL_UNAVAILABLE' });
  await writeFile(join(empty, 'model.json'), '{"format":1}');
  await expect(loadModel(empty, SETTINGS)).rejects.toThrow(/not a model of this version/);

  await truncate(join(dir, 'final.bin'), 100);
  await expect(loadModel(dir, SETTINGS)).rejects.toThrow(/bytes of weights, came 100/);
});
