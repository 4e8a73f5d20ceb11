import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { withEvents } from '../../src/cli/with-events.ts';
import { collectExamples } from '../../src/operations/collect-examples.ts';
import { trainModel } from '../../src/operations/train-model.ts';
import { bounded } from '../../src/scoring/calibration.ts';
import type { Example } from '../../src/scoring/example.ts';
import { inTimeOrder } from '../../src/scoring/example-table.ts';
import { featureList } from '../../src/scoring/feature-list.ts';
import { metricsOf } from '../../src/scoring/metrics.ts';
import { readModel } from '../../src/scoring/model-files.ts';
import { realData } from '../support/real-data.ts';

const file = realData('dataco/orders.csv.gz');
/** Every so many orders: a sample that trains in seconds. */
const STRIDE = 40;
/** By how much chance alone makes a model look better than it is on a few hundred lines. */
const LUCK = { logLoss: 0.015, rocAuc: 0.03 };

test.skipIf(file === null)(
  'on made-up orders whose delays are drawn by lot, a model claims no more than the late rate of each shipping mode',
  { timeout: 240_000 },
  async () => {
    const root = await mkdtemp(join(tmpdir(), 'promisegraph-control-'));
    const from = join(root, 'orders.csv');
    await writeFile(from, sampleOf(gunzipSync(await readFile(file ?? '')).toString('utf8')));
    const config = 'examples/dataco/promisegraph.config.ts';

    const { model, lookup } = await withEvents({ config, from }, async ({ events, input }) => {
      const settings = input.loaded.config.scoring;
      const { dir, metrics } = await trainModel(events, settings, { asOf: null, out: join(root, 'model') });
      const { holdoutFrom, knownUntil } = (await readModel(dir)).model.training;
      const { examples } = await collectExamples(events, settings, { asOf: knownUntil });
      const mode = featureList(settings).categories.findIndex(({ name }) => name === 'book.carrierServiceId');
      return { model: metrics.model.metrics, lookup: lookupOf(inTimeOrder(examples), mode, holdoutFrom) };
    });

    expect(model.rows).toBeGreaterThan(500);
    expect(model.logLoss).toBeGreaterThan((lookup.logLoss ?? 0) - LUCK.logLoss);
    expect(model.logLoss).toBeLessThan((lookup.logLoss ?? 0) + 2 * LUCK.logLoss);
    expect(model.rocAuc).toBeLessThan((lookup.rocAuc ?? 1) + LUCK.rocAuc);
  },
);

/** Whole orders, picked by a hash of their number: the numbers themselves say who is late, as the orders were made up in turn. */
function sampleOf(csv: string): string {
  const [header = '', ...lines] = csv.split('\n');
  const place = header.split(',').indexOf('Order Id');
  const isPicked = (line: string): boolean =>
    (Math.imul(Number(line.split(',')[place]), 2_654_435_761) >>> 8) % STRIDE === 0;
  return [header, ...lines.filter(isPicked)].join('\n');
}

/** The late rate of each shipping mode before, told of each line after. */
function lookupOf(examples: readonly Example[], mode: number, from: string) {
  const seen = new Map<string, { lines: number; late: number }>();
  for (const { categories, asOf, outcome } of examples) {
    if (asOf >= from || !outcome) continue;
    const tally = seen.get(categories[mode] ?? '') ?? { lines: 0, late: 0 };
    seen.set(categories[mode] ?? '', { lines: tally.lines + 1, late: tally.late + (outcome.late ? 1 : 0) });
  }
  const told = examples.filter(({ asOf, outcome }) => asOf >= from && outcome);
  return metricsOf({
    chances: told.map(({ categories }) => {
      const tally = seen.get(categories[mode] ?? '');
      return bounded(tally ? tally.late / tally.lines : 0.5);
    }),
    late: told.map(({ outcome }) => outcome?.late === true),
  });
}
