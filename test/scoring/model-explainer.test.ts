import { mkdtemp } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeAll, expect, test } from 'vitest';
import { addMs, MS_PER_HOUR } from '../../src/domain/time.ts';
import { collectExamples } from '../../src/operations/collect-examples.ts';
import { trainModel } from '../../src/operations/train-model.ts';
import { createRowEncoder, encodeRows } from '../../src/scoring/row-encoder.ts';
import type { Explainer, Guess, ModelRow } from '../../src/scoring/explainer.ts';
import { loadModel } from '../../src/scoring/load-model.ts';
import { readModel } from '../../src/scoring/model-files.ts';
import { disposeFit, unpackFit } from '../../src/scoring/pack-fit.ts';
import { runMatrices, runPlain } from '../../src/scoring/run-forward.ts';
import { runTables } from '../../src/scoring/run-tables.ts';
import { loadTensorflow } from '../../src/scoring/tensorflow.ts';
import { eventsOf, SETTINGS, sourceOf, syntheticBook, TINY } from './synthetic-book.ts';

let dir: string;
let rows: ModelRow[];
let explainer: Explainer;

beforeAll(async () => {
  dir = join(await mkdtemp(join(tmpdir(), 'promisegraph-explain-')), 'model');
  // Some lines never arrive, so that there are open ones.
  const book = syntheticBook(600).map((sketch, i) => ({
    ...sketch,
    deliveredAt: i % 50 === 0 ? null : (sketch.deliveredAt ?? null),
    promisedAt: addMs(sketch.placedAt, (100 + (i % 40)) * MS_PER_HOUR),
  }));
  const source = sourceOf(eventsOf(book));
  await trainModel(source, SETTINGS, { asOf: null, out: dir, recipe: TINY });
  const scorer = await loadModel(dir, SETTINGS);
  if (!scorer.explainer) throw new Error('expected a model that explains itself');
  explainer = scorer.explainer;
  const { examples } = await collectExamples(source, SETTINGS, { asOf: null });
  rows = examples.map(({ numbers, categories }, i) => ({ numbers, categories, openDays: (i % 9) / 2 }));
}, 120_000);

test('what factors change adds up to the log-odds less the base, in any order and for every line', () => {
  const count = explainer.factors.length;
  const forwards = Array.from({ length: count }, (_, i) => i);
  const logOdds = explainer.logOdds(rows);

  for (const order of [forwards, [...forwards].reverse()]) {
    const changes = explainer.changes(rows, order);
    rows.forEach((_, r) => {
      const sum = changes.subarray(r * count, (r + 1) * count).reduce((total, change) => total + change, 0);
      expect(Math.abs(explainer.baseLogOdds + sum - (logOdds[r] ?? 0))).toBeLessThan(1e-3);
    });
  }
});

test('only what is read and known changes anything', () => {
  const count = explainer.factors.length;
  const changes = explainer.changes(
    rows.slice(0, 50),
    Array.from({ length: count }, (_, i) => i),
  );

  explainer.factors.forEach(({ isRead }, factor) => {
    for (let r = 0; r < 50; r += 1) {
      const { numbers = [], categories = [] } = rows[r] ?? {};
      const value = [...numbers, ...categories, 'days open'][factor];
      if (!isRead || value === null) expect(changes[r * count + factor]).toBe(0);
    }
  });
});

test('a guess at what is unknown says what the row would say with it known, the promise included, in every turn', () => {
  const { numbers: firstNumbers = [] } = rows[0] ?? {};
  const guessed = explainer.factors.flatMap(({ isRead, plausible }, factor) =>
    isRead && plausible.length > 1 && factor < explainer.factors.length - 1 ? [{ factor, plausible }] : [],
  );
  const unknown = rows.slice(0, 300).map((row): ModelRow => ({
    ...row,
    numbers: row.numbers.map((value, i) => (guessed.some(({ factor }) => factor === i) ? null : value)),
    categories: row.categories.map(() => null),
  }));
  const guesses = [0, 1].map((turn): Guess => {
    return new Map(guessed.flatMap(({ factor, plausible }) => [[factor, plausible[turn] ?? plausible[0] ?? '']]));
  });
  const turns = guesses.map((guess) => unknown.map((_, r) => (r % 3 === 0 ? new Map<number, number>() : guess)));

  const told = explainer.logOddsGuessed(unknown, turns);

  expect(guesses.every((guess) => guess.has(0) && guess.size > 3)).toBe(true);
  const filled = turns.flatMap((ofRows) =>
    unknown.map((row, r): ModelRow => {
      const valueAt = (i: number) => ofRows[r]?.get(i) ?? null;
      return {
        ...row,
        numbers: row.numbers.map((value, i) => value ?? numberOf(valueAt(i))),
        categories: row.categories.map((_, c) => wordOf(valueAt(firstNumbers.length + c))),
      };
    }),
  );
  const known = explainer.logOdds(filled);
  expect(told.length).toBe(filled.length);
  expect(Math.max(...told.map((value, i) => Math.abs(value - (known[i] ?? Number.NaN))))).toBeLessThan(1e-5);
});

function numberOf(value: number | string | null): number | null {
  return typeof value === 'number' ? value : null;
}

function wordOf(value: number | string | null): string | null {
  return typeof value === 'string' ? value : null;
}

test('factors are the features in order and then the days open, with usual values of their kind', () => {
  const { factors } = explainer;

  expect(factors[0]).toMatchObject({ name: 'promise_lead', isRead: true });
  expect(factors.at(-1)?.name).toBe('days_open');
  expect(factors.find(({ name }) => name === 'book.carrierServiceId')?.plausible).toEqual(
    expect.arrayContaining(['slow', 'fast']),
  );
});

test('TensorFlow.js, our own WebAssembly and plain arithmetic agree within 1e-5, and no tensor stays behind', async () => {
  const tf = await loadTensorflow();
  const before = tf.core.memory().numTensors;
  const { final } = await readModel(dir);
  const fit = await unpackFit(tf, final);

  for (const { head } of fit.heads) {
    const inputs = encodeRows(createRowEncoder(head.encoding), rows);
    const { matrices, tables } = head.forward;
    const told = runMatrices(tf, matrices, inputs);
    for (const ours of [runPlain(tables, inputs), runTables(tables, inputs)]) {
      expect(ours.length).toBe(told.length);
      expect(Math.max(...ours.map((value, i) => Math.abs(value - (told[i] ?? 0))))).toBeLessThan(1e-5);
    }
  }
  disposeFit(fit);

  expect(tf.core.memory().numTensors).toBe(before);
});
