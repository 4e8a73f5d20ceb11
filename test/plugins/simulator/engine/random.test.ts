import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Randomness, runningTotals, type Random } from '../../../../plugins/simulator/engine/random.ts';

describe('Randomness', () => {
  it('gives each purpose of each thing a stream of its own, the same every time', () => {
    const first = (purpose: number, thing: number, index = 0, seed = 1): number =>
      new Randomness(seed).of(purpose, thing, index).next();

    expect(first(1, 2, 3)).toBe(first(1, 2, 3));
    expect(new Set([first(1, 2, 3), first(2, 1, 3), first(1, 3, 2), first(1, 2, 4), first(1, 2, 3, 2)]).size).toBe(5);
    expect(first(1, 2)).not.toBe(first(1, 2 + 4_294_967_296));
  });

  it('is even across the streams of things that follow each other', () => {
    const draws = Array.from({ length: 20_000 }, (_, thing) => new Randomness(5).of(3, thing).next());
    const bins = Array.from({ length: 20 }, (_, bin) => draws.filter((draw) => Math.floor(draw * 20) === bin).length);
    const chiSquare = bins.reduce((sum, count) => sum + (count - 1000) ** 2 / 1000, 0);

    expect(chiSquare).toBeLessThan(43.8); // 19 degrees of freedom, 1 in 1000
    expect(correlation(draws.slice(0, -1), draws.slice(1))).toBeLessThan(0.03);
  });
});

describe('a stream', () => {
  it.each<[string, (random: Random) => number, number, number]>([
    ['normal', (random) => random.normal(), 0, 1],
    ['spread', (random) => random.spread(8, 0.5), 8, 4],
    ['exponential', (random) => random.exponential(3), 3, 3],
    ['few by Poisson', (random) => random.poisson(2.5), 2.5, Math.sqrt(2.5)],
    ['many by Poisson', (random) => random.poisson(400), 400, 20],
    ['between', (random) => random.between(2, 6), 4, 4 / Math.sqrt(12)],
  ])('draws %s with the mean and deviation that it should have', (_, draw, mean, deviation) => {
    const random = new Randomness(11).of(1, 1);
    const draws = Array.from({ length: 40_000 }, () => draw(random));
    const [found, spread] = momentsOf(draws);

    expect(Math.abs(found - mean)).toBeLessThan((5 * deviation) / 200);
    expect(spread / deviation).toBeGreaterThan(0.95);
    expect(spread / deviation).toBeLessThan(1.05);
  });

  it('picks by weight, and never what weighs nothing', () => {
    const random = new Randomness(2).of(1, 1);
    const totals = runningTotals([0, 1, 0, 3, 0]);
    const picks = Array.from({ length: 8000 }, () => random.pick(totals));

    expect(new Set(picks)).toEqual(new Set([1, 3]));
    expect(picks.filter((pick) => pick === 3).length / 8000).toBeCloseTo(0.75, 1);
  });

  it('stays within its bounds', () => {
    fc.assert(
      fc.property(fc.integer(), fc.nat(), fc.integer({ min: 1, max: 1000 }), (seed, thing, count) => {
        const random = new Randomness(seed).of(1, thing);
        const [share, whole] = [random.next(), random.below(count)];
        return share >= 0 && share < 1 && Number.isInteger(whole) && whole >= 0 && whole < count;
      }),
    );
  });
});

function momentsOf(values: readonly number[]): readonly [number, number] {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return [mean, Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length)];
}

function correlation(a: readonly number[], b: readonly number[]): number {
  const [[meanA, deviationA], [meanB, deviationB]] = [momentsOf(a), momentsOf(b)];
  const products = a.map((value, index) => (value - meanA) * ((b[index] ?? 0) - meanB));
  return Math.abs(momentsOf(products)[0] / (deviationA * deviationB));
}
