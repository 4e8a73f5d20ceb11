import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import type { Spread } from './kpis.ts';

const BINS = 600;
/** Each bin is 3 % wider than the one before; the first ends at a minute, the last holds all that took years. */
const GROWTH = 1.03;
const FIRST_HOURS = 1 / 60;

/** Sums up times in bounded memory: the mean is exact, the median to 3 %. */
export class TimeSpread {
  private readonly bins = new Uint32Array(BINS);
  private sumHours = 0;
  count = 0;

  add(ms: number): void {
    const hours = Math.max(0, ms / MS_PER_HOUR);
    const bin = hours <= FIRST_HOURS ? 0 : Math.ceil(Math.log(hours / FIRST_HOURS) / Math.log(GROWTH));
    const index = Math.min(BINS - 1, bin);
    this.bins[index] = (this.bins[index] ?? 0) + 1;
    this.sumHours += hours;
    this.count += 1;
  }

  get meanHours(): number | null {
    return this.count === 0 ? null : this.sumHours / this.count;
  }

  result(): Spread {
    return { meanHours: this.meanHours, medianHours: this.median() };
  }

  private median(): number | null {
    if (this.count === 0) return null;
    let below = 0;
    const middle = this.bins.findIndex((count) => (below += count) >= this.count / 2);
    return FIRST_HOURS * GROWTH ** (middle - 0.5);
  }
}
