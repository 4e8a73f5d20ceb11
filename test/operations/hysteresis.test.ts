import { expect, it } from 'vitest';
import { addMs, MS_PER_HOUR, toMs, type Instant } from '../../src/domain/time.ts';
import { rescoreOpenBook } from '../../src/operations/rescore-open-book.ts';
import { Hysteresis } from '../../src/scoring/hysteresis.ts';
import type { Scorer } from '../../src/scoring/snapshot.ts';
import { line, order } from '../providers/given-records.ts';
import { attributeScorer, NOW, openMemoryBook } from './memory-book.ts';

const VALUE = { amountMinor: 100_000, currency: 'USD' };

/** A risk that grows by a tenth of a percent of itself an hour, as time passing would have it. */
const slowly: Scorer = {
  ...attributeScorer,
  score: (snapshots) =>
    attributeScorer.score(snapshots).map((score, i) => {
      const hours = (toMs(snapshots[i]?.asOf ?? NOW) - toMs(NOW)) / MS_PER_HOUR;
      return score && { ...score, late: 0.2 * (1 + hours / 1000) };
    }),
};

async function openSlowBook(hysteresis: Partial<Hysteresis>) {
  let now: Instant = NOW;
  const book = await openMemoryBook(['erp'], { now: () => now, scorer: () => slowly });
  const deps = { ...book.deps, hysteresis: Hysteresis.parse(hysteresis) };
  book.sources.erp?.put(order('A', [line('1', { value: VALUE, promisedDeliverBy: '2013-08-01T00:00:00.000Z' })]));
  await book.take('erp');
  await book.heard();
  return {
    deps,
    hoursPass: async (count: number) => {
      for (let i = 0; i < count; i += 1) {
        now = addMs(now, MS_PER_HOUR);
        await rescoreOpenBook(deps);
      }
      return (await book.heard()).length;
    },
  };
}

it('a place that time moves less than the threshold is not told, until the moves add up', async () => {
  const { hoursPass, deps } = await openSlowBook({ scoreRatio: 0.005, lateStep: 1 });
  const before = (await deps.store.queue.byLineIds(['A/1'])).get('A/1')?.score;

  expect(await hoursPass(4)).toBe(0);
  expect((await deps.store.queue.byLineIds(['A/1'])).get('A/1')?.score).toBe(before);
  expect(await hoursPass(4)).toBe(1);
});

it('without a threshold every move is told', async () => {
  const { hoursPass } = await openSlowBook({ scoreRatio: 0, lateStep: 1 });

  expect(await hoursPass(3)).toBe(3);
});
