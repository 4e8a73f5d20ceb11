/** How fast scores are made: CPU time, so that a busy machine does not change the figures much. Best of several rounds. */
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { mkdtemp, rm } from 'node:fs/promises';
import { collectExamples, type EventSource } from '../src/operations/collect-examples.ts';
import { trainModel } from '../src/operations/train-model.ts';
import { createRowEncoder, encodeRows } from '../src/scoring/row-encoder.ts';
import type { ModelRow } from '../src/scoring/explainer.ts';
import { featureList } from '../src/scoring/feature-list.ts';
import { readModel } from '../src/scoring/model-files.ts';
import { standingOfRows } from '../src/scoring/model-rows.ts';
import { outlookOf } from '../src/scoring/outlook.ts';
import { unpackFit } from '../src/scoring/pack-fit.ts';
import { run } from '../src/scoring/run-forward.ts';
import type { ScoringSettings } from '../src/scoring/settings.ts';
import { loadTensorflow } from '../src/scoring/tensorflow.ts';

const LINES = 18_000;
const ROUNDS = 15;

/** Trains a short model and prints what each step of scoring 18,000 lines costs. */
export async function measureSpeed(events: EventSource, settings: ScoringSettings): Promise<void> {
  const dir = await mkdtemp(join(tmpdir(), 'promisegraph-speed-'));
  await trainModel(events, settings, { asOf: null, out: dir, recipe: { usualRounds: 1, maxRounds: 1, minRounds: 1 } });
  const { final } = await readModel(dir);
  await rm(dir, { recursive: true });
  const tf = await loadTensorflow();
  const fit = await unpackFit(tf, final);
  const features = featureList(settings);
  const { examples } = await collectExamples(events, settings, { asOf: null });
  const rows = Array.from({ length: LINES }, (_, i): ModelRow => {
    const { numbers, categories } = examples[i % examples.length] ?? { numbers: [], categories: [] };
    return { numbers, categories, openDays: i % 5 };
  });

  const encoders = fit.heads.map(({ head }) => createRowEncoder(head.encoding));
  const encode = (some: readonly ModelRow[]) => encoders.map((encoder) => encodeRows(encoder, some));
  const inputs = encode(rows);
  const predict = () => fit.heads.map(({ head }, i) => run(tf, head.forward, inputs[i] ?? fail()));
  const all = predict();
  const standing = standingOfRows(features, rows, fit.usualPromiseDays);
  const views = fit.heads.map(({ head: { basis, bins }, weight, calibration }, i) => {
    return { basis, bins, weight, calibration, probabilities: all[i] ?? fail() };
  });
  const one = encode(rows.slice(0, 1));

  const [heads, width] = [fit.heads.length, fit.heads[0]?.head.forward.matrices.hidden.inputs];
  console.log(
    `${LINES} lines, ${heads} heads of ${width} inputs and ${fit.heads[0]?.head.forward.matrices.hidden.units} units, ${tf.backend}; CPU time, best of ${ROUNDS}`,
  );
  print('features to inputs (a head)', () => encoders[0] && encodeRows(encoders[0], rows));
  print('model: inputs to probabilities', predict);
  print('chances and dates', () => outlookOf(views, standing, fit.levels));
  print('chances alone', () => outlookOf(views, standing, null));
  print('model, one line', () => fit.heads.map(({ head }, i) => run(tf, head.forward, one[i] ?? fail())), 1000);
  print(
    'all of it, one line',
    () => {
      const line = rows.slice(0, 1);
      const some = encode(line).map((input, i) => ({
        ...(views[i] ?? fail()),
        probabilities: run(tf, fit.heads[i]?.head.forward ?? fail(), input),
      }));
      return outlookOf(some, standingOfRows(features, line, fit.usualPromiseDays), fit.levels);
    },
    1000,
  );
}

function print(name: string, work: () => unknown, times = 1): void {
  let best = Number.POSITIVE_INFINITY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const before = process.cpuUsage();
    for (let i = 0; i < times; i += 1) work();
    const { user, system } = process.cpuUsage(before);
    best = Math.min(best, (user + system) / 1000 / times);
  }
  console.log(`${name.padEnd(34)} ${best.toFixed(times > 1 ? 4 : 1)} ms`);
}

function fail(): never {
  throw new Error('expected a head');
}
