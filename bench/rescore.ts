/**
 * What it takes to score a whole open book because time has passed.
 *
 *   npm run bench:rescore                 a made-up book of 18,000 open lines in an embedded PostgreSQL
 *   npm run bench:rescore -- --lines 6000 --rounds 3 --model <folder of a model for the same settings>
 *   npm run bench:rescore -- --data <folder>    keeps the book there, and uses it again
 *
 * Prints the milliseconds of each step (the best of the rounds: a busy machine only adds), by the clock and of this process's processor time: reading the state, putting snapshots together, their features, the
 * model (with --model), and then the whole pass as the platform makes it, with judging and writing. Without --model the rules score.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { parseConfig, readEnvironment } from '../src/config.ts';
import { openApp } from '../src/app.ts';
import { silentLog } from '../src/log.ts';
import { loadOrders } from '../src/operations/load-orders.ts';
import { createSurroundingsReader } from '../src/operations/load-surroundings.ts';
import { rescoreOpenBook } from '../src/operations/rescore-open-book.ts';
import { takeSnapshots } from '../src/operations/take-snapshots.ts';
import { featureList, featureRow } from '../src/scoring/feature-list.ts';
import { loadModel } from '../src/scoring/load-model.ts';
import { fillOpenBook, openBookEvents, USUAL_SIZE } from './open-book.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: String(USUAL_SIZE.lines) },
    rounds: { type: 'string', default: '5' },
    model: { type: 'string' },
    data: { type: 'string' },
  },
});

/** As the platform takes them: see `rescore-open-book.ts`. */
const ORDERS_PER_BATCH = 400;

type Spent = Record<string, { readonly wall: number; readonly cpu: number }>;

const config = parseConfig(
  { currency: 'EUR', scoring: { route: ['siteId', 'shipTo.country'], categories: ['category'], numbers: ['weight'] } },
  'bench',
);
const folder = values.data ?? mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));
const app = await openApp({
  environment: readEnvironment({ DATA_DIR: join(folder, 'data') }),
  loaded: { config, baseDir: folder, book: 'bench', file: null },
  asOf: null,
  log: silentLog,
});
try {
  await measure();
} finally {
  await app.close();
  if (values.data === undefined) rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const { deps } = app;
  const now = deps.now();
  const features = featureList(config.scoring);
  const scorer = values.model === undefined ? null : await loadModel(values.model, config.scoring);
  if (scorer) app.useModel(scorer);
  if ((await deps.store.lines.openIds(null, 1)).length === 0) await fill();

  const steps: Record<string, { readonly wall: number; readonly cpu: number }[]> = {};
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const spent: Spent = {};
    const reader = createSurroundingsReader(now);
    for (let after: string | null = null; ;) {
      const orderIds: readonly string[] = await timed(spent, 'orders and lines', () =>
        deps.store.lines.openOrderIds(after, ORDERS_PER_BATCH),
      );
      if (orderIds.length === 0) break;
      const orders = await timed(spent, 'orders and lines', () => loadOrders(deps, orderIds));
      const snapshots = await timed(spent, 'what lies around, and snapshots', () =>
        takeSnapshots(deps, orders, reader),
      );
      await timed(spent, 'features', () =>
        Promise.resolve(snapshots.map((snapshot) => featureRow(features, snapshot))),
      );
      if (scorer) await timed(spent, 'model, with features', () => Promise.resolve(scorer.score(snapshots)));
      after = orderIds.at(-1) ?? null;
    }
    await timed(spent, 'whole pass, with judging and writing', () => rescoreOpenBook(deps));
    for (const [step, one] of Object.entries(spent)) (steps[step] ??= []).push(one);
  }
  console.log(`${values.lines} open lines, best of ${values.rounds} rounds:`);
  console.log('  wall     cpu');
  for (const [step, times] of Object.entries(steps)) {
    const [wall, cpu] = [least(times.map((time) => time.wall)), least(times.map((time) => time.cpu))];
    console.log(`${padded(wall)} ms ${padded(cpu)} ms  ${step}`);
  }

  async function fill(): Promise<void> {
    const events = openBookEvents({ ...USUAL_SIZE, lines: Number(values.lines) }, now);
    await fillOpenBook(deps.store, events, [], now);
    const keys = new Set<string>();
    for (let after: string | null = null; ;) {
      const orderIds: readonly string[] = await deps.store.lines.openOrderIds(after, ORDERS_PER_BATCH);
      if (orderIds.length === 0) break;
      for (const { order, lines } of await loadOrders(deps, orderIds))
        for (const line of lines) for (const key of Object.values(deps.historyKeys(line, order))) keys.add(key);
      after = orderIds.at(-1) ?? null;
    }
    await fillOpenBook(deps.store, [], keys, now);
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
