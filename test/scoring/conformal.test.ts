import { expect, test } from 'vitest';
import { levelsFor, PLAIN_LEVELS } from '../../src/scoring/conformal.ts';
import { createRandom } from '../../src/scoring/random.ts';

test('dates of a model that is too sure are told later, until they hold for the share that is meant', () => {
  const random = createRandom(7);
  // Deliveries come later than held likely: chances of coming before are high.
  const draw = (): number => Math.sqrt(random());
  const levels = levelsFor(Array.from({ length: 2000 }, draw));
  const next = Array.from({ length: 5000 }, draw);

  expect(levels.p90).toBeGreaterThan(0.9);
  expect(next.filter((chance) => chance < levels.p50).length / next.length).toBeCloseTo(0.5, 1);
  expect(next.filter((chance) => chance < levels.p90).length / next.length).toBeCloseTo(0.9, 1);
});

test('a model that is right keeps about its levels', () => {
  const random = createRandom(8);
  const levels = levelsFor(Array.from({ length: 4000 }, random));

  expect(levels.p50).toBeCloseTo(0.5, 1);
  expect(levels.p90).toBeCloseTo(0.9, 1);
});

test('few outcomes change nothing, and P90 is never before P50', () => {
  expect(levelsFor([0.99, 0.98])).toEqual(PLAIN_LEVELS);
  const overdue = levelsFor(Array.from({ length: 100 }, () => 1));
  expect(overdue.p90).toBeGreaterThanOrEqual(overdue.p50);
  expect(overdue.p90).toBeLessThan(1);
});
