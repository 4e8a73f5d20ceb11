/**
 * What it takes to score a whole open book because time has passed.
 *
 *   npm run bench:rescore                 a made-up book of 18,000 open lines in an embedded PostgreSQL
 *   npm run bench:rescore -- --lines 6000 --rounds 3 --model demo
 *   npm run bench:rescore -- --data <folder>    keeps the book there, and uses it again
 *
 * Prints the milliseconds of each step (the best of the rounds: a busy machine only adds), by the clock and of this process's
 * processor time: reading the state, putting snapshots together, their features and the model (with --model), once read anew and once
 * with what the process remembers; and then the whole pass as the platform makes it, with judging and writing. Without --model the
 * rules score.
 */
import { parseArgs } from 'node:util';
import type { App } from '../src/app.ts';
import { modelNamed } from '../src/cli/model-places.ts';
import { loadOrders } from '../src/operations/load-orders.ts';
import { createSurroundingsReader } from '../src/operations/load-surroundings.ts';
import { rescoreOpenBook } from '../src/operations/rescore-open-book.ts';
import { takeSnapshots } from '../src/operations/take-snapshots.ts';
import { featureList, featureRow } from '../src/scoring/feature-list.ts';
import { loadModel } from '../src/scoring/load-model.ts';
import { BENCH_CONFIG, withBenchBook } from './bench-book.ts';
import { USUAL_SIZE } from './open-book.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: String(USUAL_SIZE.lines) },
    rounds: { type: 'string', default: '5' },
    model: { type: 'string' },
    data: { type: 'string' },
  },
});

/** As the platform takes them: see `rescore-open-book.ts`. */
const ORDERS_PER_BATCH = 100;

type Spent = Record<string, { readonly wall: number; readonly cpu: number }>;

await withBenchBook({ lines: Number(values.lines), folder: values.data }, measure);

async function measure({ deps, useModel }: App): Promise<void> {
  const list = featureList(BENCH_CONFIG.scoring);
  const scorer =
    values.model === undefined ? null : await loadModel(await modelNamed(values.model), BENCH_CONFIG.scoring);
  if (scorer) useModel(scorer);

  const steps: Record<string, { readonly wall: number; readonly cpu: number }[]> = {};
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const spent: Spent = {};
    for (const isTurn of [false, true]) await features(isTurn, spent);
    const always = { ...deps, hysteresis: { scoreRatio: 0, lateStep: 0 } };
    await timed(spent, 'whole pass, every risk and place written', () => rescoreOpenBook(always));
    await timed(spent, 'whole pass, with what moved written', () => rescoreOpenBook(deps));
    for (const [step, one] of Object.entries(spent)) (steps[step] ??= []).push(one);
  }
  console.log(`${values.lines} open lines, best of ${values.rounds} rounds:`);
  console.log('  wall     cpu');
  for (const [step, times] of Object.entries(steps)) {
    const [wall, cpu] = [least(times.map((time) => time.wall)), least(times.map((time) => time.cpu))];
    console.log(`${padded(wall)} ms ${padded(cpu)} ms  ${step}`);
  }

  /** Features and model of the whole book, batch by batch as the platform takes them, but nothing is written. */
  async function features(isTurn: boolean, spent: Spent): Promise<void> {
    const all = isTurn ? 'remembered' : 'read anew';
    const reader = createSurroundingsReader(deps.now());
    for (let after: string | null = null; ;) {
      const orderIds: readonly string[] = await timed(spent, `${all}: orders and lines`, () =>
        deps.store.lines.openOrderIds(after, ORDERS_PER_BATCH),
      );
      if (orderIds.length === 0) return;
      await deps.store.transaction(async (store) => {
        if (isTurn) await timed(spent, `${all}: orders and lines`, () => store.jobs.lockApply());
        const orders = await timed(spent, `${all}: orders and lines`, () => loadOrders({ ...deps, store }, orderIds));
        const snapshots = await timed(spent, `${all}: what lies around, and snapshots`, () =>
          takeSnapshots({ ...deps, store }, orders, reader),
        );
        await timed(spent, `${all}: ${scorer ? 'features and model' : 'features'}`, () =>
          Promise.resolve(scorer ? scorer.score(snapshots) : snapshots.map((one) => featureRow(list, one))),
        );
      });
      after = orderIds.at(-1) ?? null;
    }
  }
}

/** Adds what one piece of work took to what its step took before. */
async function timed<T>(spent: Spent, step: string, work: () => Promise<T>): Promise<T> {
  const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
  const result = await work();
  const { user, system } = process.cpuUsage(usedBefore);
  const { wall, cpu } = spent[step] ?? { wall: 0, cpu: 0 };
  spent[step] = { wall: wall + performance.now() - startedAt, cpu: cpu + (user + system) / 1000 };
  return result;
}

function padded(ms: number): string {
  return String(Math.round(ms)).padStart(6);
}

function least(times: readonly number[]): number {
  return Math.min(...times);
}
