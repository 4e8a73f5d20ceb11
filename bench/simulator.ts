/**
 * How fast the simulated distributor runs, and how the rules of dispatch differ.
 *
 *   npm run bench:simulator -- [--days 90] [--seed 7] [--scale 1] [--runs 2]
 *   npm run bench:simulator -- --seeds 10 [--scale 0.05] [--days 90]
 *
 * The first prints the time, the lines, the memory and the fingerprint of each of `--runs` equal runs. With `--seeds` it prints a table of all
 * baselines over that many seeds: means with 95 % intervals (Student's t), then the same of the differences between each two, seed by seed.
 */
import { parseArgs } from 'node:util';
import { BASELINES } from '../plugins/simulator/dispatch/baselines.ts';
import type { Dispatch } from '../plugins/simulator/dispatch/dispatch.ts';
import type { Kpis } from '../plugins/simulator/kpi/kpis.ts';
import { parseParameters } from '../plugins/simulator/parameters/parameters.ts';
import { createWorld } from '../plugins/simulator/world/create-world.ts';
import type { World } from '../plugins/simulator/world/world.ts';
import { DISPATCH_RULES } from '../src/cli/simulate/dispatch-rules.ts';
import { MS_PER_DAY } from '../src/domain/time.ts';

const { values } = parseArgs({
  options: {
    days: { type: 'string', default: '90' },
    seed: { type: 'string', default: '7' },
    scale: { type: 'string' },
    runs: { type: 'string', default: '2' },
    seeds: { type: 'string' },
  },
});
const STARTS_AT = Date.UTC(2026, 0, 5);
const days = Number(values.days);

if (values.seeds === undefined) measureSpeed(Number(values.scale ?? '1'));
else compare(Number(values.scale ?? '0.05'), Number(values.seeds));

function measureSpeed(scale: number): void {
  for (let count = 0; count < Number(values.runs); count += 1) {
    const began = { cpu: process.cpuUsage(), wallMs: performance.now() };
    const world = run(BASELINES.fifo, Number(values.seed), scale);
    const { user, system } = process.cpuUsage(began.cpu);
    const kpis = world.kpis();
    console.log(
      [
        `${days} days at scale ${scale}`,
        `${kpis.lines.placed} lines`,
        `CPU ${((user + system) / 1e6).toFixed(1)} s`,
        `wall ${((performance.now() - began.wallMs) / 1000).toFixed(1)} s`,
        `peak ${Math.round(process.resourceUsage().maxRSS / 1024)} MB`,
        `line OTIF ${percent(kpis.otif.lineRatio)}`,
        `fingerprint ${world.fingerprint()}`,
      ].join(', '),
    );
  }
}

function compare(scale: number, seeds: number): void {
  const results = Object.values(DISPATCH_RULES).map((dispatch) => ({
    name: dispatch.name,
    kpis: Array.from({ length: seeds }, (_, index) => run(dispatch, index + 1, scale).kpis()),
  }));
  console.log(`${days} days at scale ${scale}, seeds 1 to ${seeds}: mean ± 95 % interval`);
  for (const { name, kpis } of results) console.log(row(name, (measure) => kpis.map(measure)));
  const kpisOf = (name: string): readonly Kpis[] => results.find((result) => result.name === name)?.kpis ?? [];
  console.log('difference to fifo, seed by seed');
  for (const { name, kpis } of results.filter((result) => result.name !== 'fifo'))
    console.log(row(name, (measure) => differences(measure, kpis, kpisOf('fifo'))));
  console.log('difference of cost-of-delay to each, seed by seed');
  for (const { name, kpis } of results.filter((result) => result.name !== 'cost-of-delay'))
    console.log(row(name, (measure) => differences(measure, kpisOf('cost-of-delay'), kpis)));
}

function differences(
  measure: (kpis: Kpis) => number,
  own: readonly Kpis[],
  others: readonly Kpis[],
): readonly number[] {
  return own.flatMap((kpis, index) => {
    const other = others[index];
    return other ? [measure(kpis) - measure(other)] : [];
  });
}

function run(dispatch: Dispatch, seed: number, scale: number): World {
  const parameters = parseParameters();
  const world = createWorld({
    ...{ seed, scale, startsAt: STARTS_AT, dispatch, parameters },
    ...{ keepClosed: false, record: false },
  });
  world.advance(STARTS_AT + days * MS_PER_DAY);
  return world;
}

function row(name: string, valuesOf: (measure: (kpis: Kpis) => number) => readonly number[]): string {
  const thousands = (minor: number): number => minor / 100 / 1000;
  return [
    name.padEnd(13),
    `penalty k$ ${interval(valuesOf((kpis) => thousands(kpis.penaltyMinor)))}`,
    `margin k$ ${interval(valuesOf((kpis) => thousands(kpis.marginMinor)))}`,
    `line OTIF % ${interval(valuesOf((kpis) => 100 * (kpis.otif.lineRatio ?? 0)))}`,
    `worst segment OTIF % ${interval(valuesOf(worstSegment))}`,
  ].join('   ');
}

function worstSegment({ otif }: Kpis): number {
  return 100 * (otif.worstSegment === null ? 0 : (otif.bySegment[otif.worstSegment] ?? 0));
}

function interval(sample: readonly number[]): string {
  const mean = sample.reduce((sum, value) => sum + value, 0) / sample.length;
  const variance = sample.reduce((sum, value) => sum + (value - mean) ** 2, 0) / Math.max(1, sample.length - 1);
  const half = studentT(sample.length - 1) * Math.sqrt(variance / sample.length);
  return `${mean.toFixed(1)} ± ${half.toFixed(1)}`.padStart(14);
}

/** The two-sided 95 % quantile of Student's t, by degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.2). */
function studentT(freedom: number): number {
  const table = [12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145];
  return table[freedom - 1] ?? 2.13;
}

function percent(ratio: number | null): string {
  return ratio === null ? '-' : `${(100 * ratio).toFixed(1)} %`;
}
