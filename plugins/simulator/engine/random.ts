/**
 * Random numbers that are the same for the same words. Each purpose of each thing has a stream of its own, so that what one
 * thing draws never shifts what another draws: two rules of dispatch see the same demand, weather and suppliers (common random
 * numbers, Law, Simulation Modeling and Analysis, 5th ed. 2015, section 11.2).
 */
export class Randomness {
  constructor(private readonly seed: number) {}

  /** The stream of one purpose of one thing; `index` tells apart what happens to it several times. */
  of(purpose: number, thing: number, index = 0): Random {
    const high = Math.floor(thing / 4_294_967_296);
    const a = mix(mix(this.seed) ^ Math.imul(purpose, 0x9e3779b1));
    const b = mix(a ^ (thing | 0)) ^ Math.imul(high, 0x85ebca6b);
    return new Random(a, b, mix(b ^ Math.imul(index + 1, 0xc2b2ae35)));
  }
}

/** One stream. The generator is sfc32 (Chris Doty-Humphrey, PractRand, public domain). */
export class Random {
  private counter = 1;

  constructor(
    private a: number,
    private b: number,
    private c: number,
  ) {
    for (let round = 0; round < 6; round += 1) this.next();
  }

  /** 0 (inclusive) to 1 (exclusive). */
  next(): number {
    const sum = (((this.a + this.b) | 0) + this.counter) | 0;
    this.counter = (this.counter + 1) | 0;
    this.a = this.b ^ (this.b >>> 9);
    this.b = (this.c + (this.c << 3)) | 0;
    this.c = (((this.c << 21) | (this.c >>> 11)) + sum) | 0;
    return (sum >>> 0) / 4_294_967_296;
  }

  chance(probability: number): boolean {
    return this.next() < probability;
  }

  between(low: number, high: number): number {
    return low + (high - low) * this.next();
  }

  /** A whole number from 0 to below `count`. */
  below(count: number): number {
    return Math.floor(this.next() * count);
  }

  /** Mean 0, standard deviation 1 (Box and Muller 1958). */
  normal(): number {
    return Math.sqrt(-2 * Math.log(1 - this.next())) * Math.cos(2 * Math.PI * this.next());
  }

  /** Log-normal with a mean and a coefficient of variation. */
  spread(mean: number, variation: number): number {
    const variance = Math.log(1 + variation * variation);
    return mean * Math.exp(Math.sqrt(variance) * this.normal() - variance / 2);
  }

  exponential(mean: number): number {
    return -mean * Math.log(1 - this.next());
  }

  /** How many of something that happens `mean` times on average; above 50 by the normal distribution. */
  poisson(mean: number): number {
    if (mean > 50) return Math.max(0, Math.round(mean + Math.sqrt(mean) * this.normal()));
    const limit = Math.exp(-mean);
    let count = 0;
    for (let product = this.next(); product > limit; product *= this.next()) count += 1;
    return count;
  }

  /** The first index whose running total of weights lies above a draw. */
  pick(totals: Float64Array): number {
    const draw = this.next() * (totals[totals.length - 1] ?? 0);
    let low = 0;
    let high = totals.length - 1;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if ((totals[middle] ?? 0) > draw) high = middle;
      else low = middle + 1;
    }
    return low;
  }
}

/** Running totals of weights, for `Random.pick`. */
export function runningTotals(weights: readonly number[]): Float64Array {
  const totals = new Float64Array(weights.length);
  let sum = 0;
  weights.forEach((weight, index) => (totals[index] = sum += weight));
  return totals;
}

/** The finalizer of MurmurHash3 (Austin Appleby, public domain). */
function mix(bits: number): number {
  let mixed = bits | 0;
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35);
  return mixed ^ (mixed >>> 16);
}
