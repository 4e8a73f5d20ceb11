import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, it } from 'vitest';
import { addMs, MS_PER_DAY, MS_PER_HOUR } from '../../src/domain/time.ts';
import { trainModel } from '../../src/operations/train-model.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { createJudge } from '../../src/scoring/judge.ts';
import { loadModel } from '../../src/scoring/load-model.ts';
import { createRandom } from '../../src/scoring/random.ts';
import { createExplain } from '../../src/scoring/reasons/create-explain.ts';
import type { Scorer, Snapshot } from '../../src/scoring/snapshot.ts';
import { givenSnapshot } from './given-snapshot.ts';
import { eventsOf, SETTINGS, sourceOf, START, syntheticBook, TINY } from './synthetic-book.ts';

const LINES = 10_000;
const FEATURES = featureList(SETTINGS);
let scorer: Scorer;

beforeAll(async () => {
  const dir = join(await mkdtemp(join(tmpdir(), 'promisegraph-reasons-')), 'model');
  await trainModel(sourceOf(eventsOf(syntheticBook(600))), SETTINGS, { asOf: null, out: dir, recipe: TINY });
  scorer = await loadModel(dir, SETTINGS);
}, 60_000);

/** Lines of every kind: known and unknown, new and old, with time left and without. */
function snapshots(): readonly Snapshot[] {
  const random = createRandom(3);
  const maybe = <T>(value: T): T | null => (random() < 0.3 ? null : value);
  const tally = () => ({
    lines: 1 + Math.floor(50 * random()),
    late: 1,
    leadDays: 90 * random(),
    delayDays: 10 * random(),
  });
  return Array.from({ length: LINES }, (_, i) => {
    const placedAt = addMs(START, Math.floor(400 * random()) * MS_PER_DAY);
    const promisedDeliverBy = addMs(placedAt, Math.floor((20 * random() - 1) * 24) * MS_PER_HOUR);
    const snapshot = givenSnapshot({
      line: {
        id: `L/${i}`,
        promisedDeliverBy,
        quantity: { value: 1 + Math.floor(100 * random()), uom: 'EA' },
        value: maybe({ amountMinor: Math.floor(1e6 * random()), currency: 'EUR' }),
        carrierServiceId: maybe(['slow', 'fast', 'never seen'][i % 3] ?? null),
        attributes: { lane: maybe(['north', 'south'][i % 2] ?? null), weight: maybe(10 * random()) },
      },
      order: { placedAt, customerId: `C-${i % 7}` },
    });
    const history = random() < 0.5 ? {} : { book: tally(), route: tally(), item: tally() };
    return { ...snapshot, asOf: addMs(placedAt, Math.floor(15 * 24 * random()) * MS_PER_HOUR), history };
  });
}

it(`the reasons of each of ${LINES} lines add up to its score within a thousandth`, () => {
  const onFailure = (_model: string, problem: string) => {
    throw new Error(problem);
  };
  const judge = createJudge({
    scorer: () => scorer,
    whyNone: () => 'none',
    features: allFeatures(FEATURES),
    abstainWidth: 1,
    deadlineMs: 60_000,
    stopwatch: () => 0,
    onFailure,
  });
  const risks = judge(snapshots()).flatMap((risk) => risk ?? []);

  const explained = createExplain({ scorer: () => scorer, features: FEATURES, onFailure })(risks);

  const errors = explained.map((one) => {
    const sum =
      one?.contributions.reduce((total, { contribution }) => total + contribution, one.baseLogOdds) ?? Number.NaN;
    return Math.abs(sum - (one?.logOdds ?? 0));
  });
  const told = new Set(explained.flatMap((one) => one?.contributions.map(({ name }) => name) ?? []));
  const read = new Set(scorer.explainer?.factors.filter(({ isRead }) => isRead).map(({ name }) => name));
  expect(risks).toHaveLength(LINES);
  expect(risks.every(({ method }) => method === 'model')).toBe(true);
  expect(Math.max(...errors)).toBeLessThan(1e-3);
  expect([...told].filter((name) => !read.has(name))).toEqual([]);
}, 120_000);
