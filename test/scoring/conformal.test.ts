import { expect, test } from 'vitest';
import { dateLevelsFor, levelsByRow, PLAIN_LEVELS, type DatedOutcome } from '../../src/scoring/conformal.ts';
import type { Levels } from '../../src/scoring/outlook.ts';
import { createRandom } from '../../src/scoring/random.ts';

function outcomes(chances: readonly number[], ...segment: readonly (string | null)[]): DatedOutcome[] {
  return chances.map((chanceBefore) => ({ chanceBefore, segment }));
}

function levelsOf(told: readonly DatedOutcome[], ...segment: readonly (string | null)[]): Levels {
  const levels = levelsByRow(
    dateLevelsFor(
      told,
      segment.map((_, column) => column),
    ),
    (_, column) => segment[column] ?? null,
  );
  return typeof levels === 'function' ? levels(0) : levels;
}

function below(chances: readonly number[], level: number): number {
  return chances.filter((chance) => chance < level).length / chances.length;
}

test('dates of a model that is too sure are told later, until they hold for the share that is meant', () => {
  const random = createRandom(7);
  // Deliveries come later than held likely: chances of coming before are high.
  const draw = (): number => Math.sqrt(random());
  const levels = levelsOf(outcomes(Array.from({ length: 2000 }, draw)));
  const next = Array.from({ length: 5000 }, draw);

  expect(levels.p90).toBeGreaterThan(0.9);
  expect(below(next, levels.p50)).toBeCloseTo(0.5, 1);
  expect(below(next, levels.p90)).toBeCloseTo(0.9, 1);
});

test('a model that is right keeps about its levels', () => {
  const levels = levelsOf(outcomes(Array.from({ length: 4000 }, createRandom(8))));

  expect(levels.p50).toBeCloseTo(0.5, 1);
  expect(levels.p90).toBeCloseTo(0.9, 1);
});

test('few outcomes change nothing, and P90 is never before P50', () => {
  expect(levelsOf(outcomes([0.99, 0.98]))).toMatchObject(PLAIN_LEVELS);
  const overdue = levelsOf(outcomes(Array.from({ length: 100 }, () => 1)));
  expect(overdue.p90).toBeGreaterThanOrEqual(overdue.p50);
  expect(overdue.p90).toBeLessThan(1);
});

test('a segment of which the model is wrong in its own way is told dates of its own, and those hold', () => {
  const random = createRandom(9);
  const slow = (): number => random() ** (1 / 4);
  const told = [
    ...outcomes(Array.from({ length: 2000 }, random), 'air', null),
    ...outcomes(Array.from({ length: 600 }, slow), 'truck', null),
  ];
  const next = Array.from({ length: 5000 }, slow);
  const own = levelsOf(told, 'truck', null);

  expect(below(next, levelsOf(told).p90)).toBeLessThan(0.8);
  expect(below(next, own.p50)).toBeCloseTo(0.5, 1);
  expect(below(next, own.p90)).toBeCloseTo(0.9, 1);
});

test('a small segment keeps near the wider one, and one never seen has its levels', () => {
  const random = createRandom(10);
  const told = [
    ...outcomes(Array.from({ length: 2000 }, random), 'air', 'ATL'),
    ...outcomes(
      Array.from({ length: 20 }, () => 1),
      'air',
      'RNO',
    ),
    ...outcomes(Array.from({ length: 500 }, random), 'truck', 'ATL'),
  ];

  expect(levelsOf(told, 'air', 'RNO')).toEqual(levelsOf(told, 'air', 'LAX'));
  expect(levelsOf(told, 'ocean', 'ATL')).toMatchObject({ p50: levelsOf(told).p50 });
});
