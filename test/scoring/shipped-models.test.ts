import { createHash } from 'node:crypto';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { modelNamed, shippedModels } from '../../src/cli/model-places.ts';
import { SIMULATED_SCORING } from '../../src/demo-config.ts';
import { signatureOf } from '../../src/scoring/feature.ts';
import { allFeatures, featureList } from '../../src/scoring/feature-list.ts';
import { loadModel } from '../../src/scoring/load-model.ts';
import { readModel } from '../../src/scoring/model-files.ts';
import { ScoringSettings } from '../../src/scoring/settings.ts';
import { read } from '../support/source-files.ts';

const settings = ScoringSettings.parse(SIMULATED_SCORING);

describe('the model that comes with the program', () => {
  it('has the features of the code, in their order: after a change of them run `npm run model:demo`', async () => {
    const { model } = await readModel(await modelNamed('demo'));

    expect(model.features, 'the features changed: run `npm run model:demo` and commit models/').toEqual(
      allFeatures(featureList(settings)).map(signatureOf),
    );
  });

  it('loads for the demonstration book, by its name', async () => {
    const scorer = await loadModel(await modelNamed('demo'), settings);

    expect(scorer.version).toMatch(/^demo\/\d{4}-\d\d-\d\d-[0-9a-f]{8}$/);
  });

  it('refuses a book with other features, naming them', async () => {
    const other = ScoringSettings.parse({ ...SIMULATED_SCORING, numbers: ['packPrice'] });

    await expect(loadModel(await modelNamed('demo'), other)).rejects.toThrow(/the settings make book\.packPrice/);
  });
});

const shipped = readdirSync(shippedModels()).flatMap((name) =>
  readdirSync(join(shippedModels(), name)).map((version) => `${name}/${version}`),
);

describe.each(shipped)('%s', (name) => {
  const card = read(`models/${name}/card.md`);

  it('has a card that names it, the hash of its data and of its weights, and says that its data are simulated', async () => {
    const { model, final } = await readModel(join(shippedModels(), name));

    expect(`${model.name}/${model.version}`).toBe(name);
    expect(card).toContain(`# ${name}`);
    expect(card).toContain(model.training.dataHash);
    expect(card).toContain(createHash('sha256').update(new Uint8Array(final.weights)).digest('hex'));
    expect(card).toMatch(/simulated data/i);
  });

  it('has a card that tells its use, its limits, its metrics with intervals, its coverage and how it is made', () => {
    for (const part of [
      '## What it is for',
      '## Made by',
      '## Measured on',
      '95 % interval',
      '| all lines |',
      '## Limits',
    ])
      expect(card).toContain(part);
  });
});

it('the package carries its models', () => {
  expect((JSON.parse(read('package.json')) as { files: string[] }).files).toContain('models');
});
