/**
 * What it takes to simulate 1,000 lines, and to explain them.
 *
 *   npm run bench:simulate                 a made-up book of 6,000 open lines in an embedded PostgreSQL
 *   npm run bench:simulate -- --lines 18000 --rounds 10 --model demo     by the model that comes with the program, or a folder's
 *
 * Prints milliseconds by the clock, best and median of the rounds, and of this process's processor time, the best. Without --model the rules score.
 */
import { parseArgs } from 'node:util';
import type { App } from '../src/app.ts';
import { modelNamed } from '../src/cli/model-places.ts';
import { explainRisks } from '../src/operations/explain-risks.ts';
import { findRemedies } from '../src/operations/find-remedies.ts';
import { rescoreOpenBook } from '../src/operations/rescore-open-book.ts';
import { simulateLines } from '../src/operations/simulate-lines.ts';
import { loadModel } from '../src/scoring/load-model.ts';
import { BENCH_CONFIG, withBenchBook } from './bench-book.ts';

const { values } = parseArgs({
  options: {
    lines: { type: 'string', default: '6000' },
    rounds: { type: 'string', default: '5' },
    model: { type: 'string' },
  },
});

await withBenchBook({ lines: Number(values.lines) }, measure);

async function measure({ deps, useModel }: App): Promise<void> {
  if (values.model !== undefined) useModel(await loadModel(await modelNamed(values.model), BENCH_CONFIG.scoring));
  await rescoreOpenBook(deps);
  const readers = deps.store.readAs({ kind: 'all' });
  const lineIds = await deps.store.lines.openIds(null, 1000);
  const risks = [...(await deps.store.risks.byLineIds(lineIds)).values()];
  const wanted = { lineIds, afterLineId: null, first: 1000 };

  console.log(`of ${values.lines} open lines, ${values.rounds} rounds:`);
  console.log('   wall  median     cpu');
  const simulated = (overlay: object) => () => simulateLines(deps, readers, { ...wanted, overlay });
  await time('simulate 1,000 lines: other dates', simulated({ movePromiseDays: 1 }));
  await time('simulate 1,000 lines: other site', simulated({ siteId: 'SITE-1' }));
  await time('simulate 1,000 lines: other carrier', simulated({ carrierServiceId: 'air/express' }));
  await time('simulate 1 line: other stock', () =>
    simulateLines(deps, readers, { ...wanted, lineIds: lineIds.slice(0, 1), overlay: { onHand: 5 } }),
  );
  await time('explain 1,000 recorded risks', () => Promise.resolve(explainRisks(deps, risks)));
  await time('explain 50 recorded risks', () => Promise.resolve(explainRisks(deps, risks.slice(0, 50))));
  await time('find remedies of 50 lines', () => findRemedies(deps, readers, lineIds.slice(0, 50), 0.1));
}

async function time(step: string, work: () => Promise<unknown>): Promise<void> {
  const [walls, cpus]: [number[], number[]] = [[], []];
  for (let round = 0; round < Number(values.rounds); round += 1) {
    const [startedAt, usedBefore] = [performance.now(), process.cpuUsage()];
    await work();
    const { user, system } = process.cpuUsage(usedBefore);
    walls.push(performance.now() - startedAt);
    cpus.push((user + system) / 1000);
  }
  const median = [...walls].sort((a, b) => a - b)[walls.length >> 1] ?? 0;
  const told = [Math.min(...walls), median, Math.min(...cpus)].map((ms) => `${Math.round(ms)} ms`.padStart(7));
  console.log(`${told.join(' ')}  ${step}`);
}
