/**
 * Makes the model of the demonstration book anew, `models/demo/<version>/`, to the bit; run as `npm run model:demo` after a change of the features. An
 * earlier version is removed: a model of other features is of no use.
 */
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { dispatchNamed } from '../src/cli/simulate/dispatch-rules.ts';
import { recordHistory } from '../src/cli/simulate/record-history.ts';
import { withEvents } from '../src/cli/with-events.ts';
import { trainModel } from '../src/operations/train-model.ts';

/** The distributor of the demonstration book as it is by default (`src/demo-config.ts`), for three months. */
const SIMULATION = {
  seed: 1,
  scale: 0.01,
  days: 90,
  startsAt: '2026-01-05T00:00:00.000Z',
  dispatch: dispatchNamed('fifo'),
  parameters: {},
};

const ABOUT = `## What it is for

To score the demonstration book (\`npm start\` with nothing configured) from its first minute on, and to try \`--model demo\`. It is **not for real orders**: it knows the sites,
carriers, suppliers and customers of a distributor that does not exist. For your own book, train your own (\`promisegraph train\`).

## What it learned from

**Simulated data**: nothing in it is real. ${SIMULATION.days} days of the simulated distributor (\`docs/simulator.md\`) from ${SIMULATION.startsAt.slice(0, 10)} on, seed ${SIMULATION.seed}, scale ${SIMULATION.scale}, dispatch ${SIMULATION.dispatch.name}; every line as it stood
when it was placed. Another seed is another distributor, of which it knows how such a business goes and none of the names.

## Made by

    npm run model:demo

which gives these very files again, to the bit, with the same version of TensorFlow.js and backend (below).`;

const models = resolve(import.meta.dirname, '../models/demo');
const directory = await mkdtemp(join(tmpdir(), 'promisegraph-demo-model-'));
await recordHistory(SIMULATION, directory, {});
await withEvents({ config: join(directory, 'promisegraph.config.ts') }, async ({ events, input, signal, progress }) => {
  const { dir, version, lines } = await trainModel(events, input.loaded.config.scoring, {
    asOf: null,
    out: models,
    isVersioned: true,
    about: ABOUT,
    signal,
    onProgress: ({ phase, ratio }) => progress.update(`train: ${phase}`, ratio),
  });
  for (const old of await readdir(models)) {
    if (join(models, old) !== dir) await rm(join(models, old), { recursive: true });
  }
  console.log(`${version}, trained on ${lines} SIMULATED lines, in ${dir}`);
});
await rm(directory, { recursive: true });
