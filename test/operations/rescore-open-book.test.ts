import { expect, it } from 'vitest';
import type { Instant } from '../../src/domain/time.ts';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import { readProvider } from '../../src/operations/read-provider.ts';
import { rescoreOpenBook } from '../../src/operations/rescore-open-book.ts';
import type { Scorer } from '../../src/scoring/snapshot.ts';
import { event } from '../domain/given.ts';
import { line, order } from '../providers/given-records.ts';
import { attributeScorer, NOW, openMemoryBook } from './memory-book.ts';

it('scores what time alone has changed, and tells of nothing else', async () => {
  let now: Instant = NOW;
  const { deps, sources, take, heard } = await openMemoryBook(['erp'], { now: () => now, scorer: () => dueScorer });
  sources.erp?.put(order('DUE', [line('1', { promisedDeliverBy: '2013-06-16T00:00:00.000Z' })]));
  sources.erp?.put(order('FAR', [line('1', { promisedDeliverBy: '2013-08-01T00:00:00.000Z' })]));
  await take('erp');
  await heard();

  now = '2013-06-17T12:00:00.000Z';
  const scored = await rescoreOpenBook(deps);

  expect(scored).toBe(2);
  expect((await heard()).map(({ change, lineId }) => [change, lineId])).toEqual([['rescored', 'DUE/1']]);
  const risks = await deps.store.risks.byLineIds(['DUE/1', 'FAR/1']);
  expect([risks.get('DUE/1')?.late, risks.get('FAR/1')?.late]).toEqual([1, 0]);
  expect(risks.get('FAR/1')?.scoredAt).toBe(now);
});

it('puts lines into their queue that an interrupted load left without one', async () => {
  const { deps, sources, heard } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]));
  await readProvider(deps, deps.providers.get('erp'), { signal: new AbortController().signal });
  await applyInbox(deps, { score: false });

  const scored = await rescoreOpenBook(deps);

  expect(scored).toBe(1);
  expect((await heard()).map(({ change }) => change)).toEqual(['entered']);
});

it('events are applied between the turns of a pass, which are short while events come, and it scores what they made of the book', async () => {
  const { deps, sources, take, tell } = await openMemoryBook();
  const ids = Array.from({ length: 30 }, (_, i) => `SO-${String(i).padStart(2, '0')}`);
  for (const id of ids) sources.erp?.put(order(id, [line('1')]));
  await take('erp');
  const content = { lineNumber: '2', itemId: 'I-1', quantity: { value: 1, uom: 'EA' } };
  const given = [event('order.changed', 20, { orderId: 'SO-29', lines: [content] })];
  const sizes: number[] = [];
  let scoredBefore = 0;

  const scored = await rescoreOpenBook(deps, {
    giveWay: async () => {
      if (sizes.length > 0) await tell(...given.splice(0));
      return (await applyInbox(deps)) > 0 || sizes.length === 0;
    },
    onProgress: (count) => {
      sizes.push(count - scoredBefore);
      scoredBefore = count;
    },
  });

  expect(sizes[0]).toBe(8);
  expect(scored).toBe(31); // one more line than when it began
});

it('a pass that nothing disturbs takes a hundred orders a turn', async () => {
  const { deps, sources, take } = await openMemoryBook();
  for (let i = 0; i < 30; i += 1) sources.erp?.put(order(`SO-${i}`, [line('1')]));
  await take('erp');
  const told: number[] = [];

  await rescoreOpenBook(deps, { onProgress: (count) => told.push(count) });

  expect(told).toEqual([30]);
});

it('stops between two steps when it is told to', async () => {
  const { deps } = await openMemoryBook();

  await expect(rescoreOpenBook(deps, { signal: AbortSignal.abort(new Error('stop')) })).rejects.toThrow('stop');
});

/** Certain to be late once the promise is over, else certain not to be. */
const dueScorer: Scorer = {
  ...attributeScorer,
  score: (snapshots) =>
    snapshots.map(({ asOf, line: { promisedDeliverBy } }) => ({
      late: promisedDeliverBy !== null && promisedDeliverBy < asOf ? 1 : 0,
      short: null,
      exception: null,
      deliverP50At: null,
      deliverP90At: null,
      row: null,
    })),
};
