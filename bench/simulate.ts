/**
 * What it takes to simulate 1,000 lines, and to explain them.
 *
 *   npm run bench:simulate                 a made-up book of 6,000 open lines in an embedded PostgreSQL
 *   npm run bench:simulate -- --lines 18000 --rounds 10 --model <folder of a model for the settings of bench/rescore.ts>
 *
 * Prints milliseconds by the clock and of this process's processor time, the best of the rounds. Without --model the rules score.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openApp } from '../src/app.ts';
import { parseConfig, readEnvironment } from '../src/config.ts';
import { silentLog } from '../src/log.ts';
import { explainRisks } from '../src/operations/explain-risks.ts';
import { findRemedies } from '../src/operations/find-remedies.ts';
import { rescoreOpenBook } from '../src/operations/rescore-open-book.ts';
import { simulateLines } from '../src/operations/simulate-lines.ts';
import { loadModel } from '../src/scoring/load-model.ts';
import { fillOpenBook, openBookEvents, USUAL_SIZE } from './open-book.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '6000' },
    rounds: { type: 'string', default: '5' },
    model: { type: 'string' },
  },
});

const config = parseConfig(
  { currency: 'EUR', scoring: { route: ['siteId', 'shipTo.country'], categories: ['category'], numbers: ['weight'] } },
  'bench',
);
const folder = mkdtempSync(join(tmpdir(), 'promisegraph-bench-'));
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
  rmSync(folder, { recursive: true, force: true });
}

async function measure(): Promise<void> {
  const { deps } = app;
  const now = deps.now();
  await fillOpenBook(deps.store, openBookEvents({ ...USUAL_SIZE, lines: Number(values.lines) }, now), [], now);
  if (values.model !== undefined) app.useModel(await loadModel(values.model, config.scoring));
  await rescoreOpenBook(deps);
  const lineIds = await deps.store.lines.openIds(null, 1000);
  const risks = [...(await deps.store.risks.byLineIds(lineIds)).values()];
  const wanted = { lineIds, afterLineId: null, first: 1000 };

  console.log(`of ${values.lines} open lines, best of ${values.rounds} rounds:`);
  console.log('  wall     cpu');
  const simulated = (overlay: object) => () => simulateLines(deps, { ...wanted, overlay });
  await time('simulate 1,000 lines: other dates', simulated({ movePromiseDays: 1 }));
  await time('simulate 1,000 lines: other site', simulated({ siteId: 'SITE-1' }));
  await time('simulate 1,000 lines: other carrier', simulated({ carrierServiceId: 'air/express' }));
  await time('simulate 1 line: other stock', () =>
    simulateLines(deps, { ...wanted, lineIds: lineIds.slice(0, 1), overlay: { onHand: 5 } }),
  );
  await time('explain 1,000 recorded risks', () => Promise.resolve(explainRisks(deps, risks)));
  await time('explain 50 recorded risks', () => Promise.resolve(explainRisks(deps, risks.slice(0, 50))));
  await time('find remedies of 50 lines', () => findRemedies(deps, lineIds.slice(0, 50), 0.1));
}

async function time(step: string, work: () => Promise<unknown>): Promise<void> {
  let [wall, cpu] = [Infinity, Infinity];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(usedBefore);
    wall = Math.min(wall, performance.now() - startedAt);
    cpu = Math.min(cpu, (user + system) / 1000);
  }
  console.log(`${String(Math.round(wall)).padStart(6)} ms ${String(Math.round(cpu)).padStart(6)} ms  ${step}`);
}
