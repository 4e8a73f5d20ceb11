import { expect, it } from 'vitest';
import { loadBook, type LoadProgress } from '../../src/operations/load-book.ts';
import { line, order } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';

const signal = new AbortController().signal;

it('reads every source, applies what came, and scores the open lines once at the end', async () => {
  const { deps, sources, heard } = await openMemoryBook(['erp', 'shop']);
  sources.erp?.put(order('A', [line('1', { attributes: { risk: 0.2 } }), line('2')]));
  sources.shop?.put(order('B', [line('1')]));
  const steps: LoadProgress[] = [];
  let riskBefore = -1;

  const report = await loadBook(deps, {
    signal,
    onProgress: (progress) => steps.push(progress),
    beforeScoring: async () => {
      riskBefore = (await deps.store.risks.byLineIds(['A/1'])).size;
    },
  });

  expect(report.sources.map(({ providerId, records, problem }) => [providerId, records, problem])).toEqual([
    ['erp', 1, null],
    ['shop', 1, null],
  ]);
  expect(report.scored).toBe(3);
  expect(riskBefore).toBe(0);
  expect((await deps.store.risks.byLineIds(['A/1'])).get('A/1')?.late).toBe(0.2);
  expect((await heard()).map(({ change, lineId }) => [change, lineId]).sort()).toEqual([
    ['entered', 'A/1'],
    ['entered', 'A/2'],
    ['entered', 'B/1'],
  ]);
  expect([...new Set(steps.map(({ step }) => step))]).toEqual(['read', 'apply', 'score']);
});

it('names a source that is down and loads the others', async () => {
  const { deps, sources } = await openMemoryBook(['down', 'erp']);
  sources.down?.inject({ on: 'read', error: new Error('no route'), times: 1000 });
  sources.erp?.put(order('A', [line('1')]));

  const { sources: reports, scored } = await loadBook(deps, { signal });

  expect(reports[0]?.problem).toContain('no route');
  expect(reports[1]?.problem).toBeNull();
  expect(scored).toBe(1);
});

it('ends in the same state when it was cut short after each page, after applying and after scoring', async () => {
  const whole = await openMemoryBook();
  const cut = await openMemoryBook();
  for (const { sources } of [whole, cut])
    sources.erp?.put(...['A', 'B', 'C', 'D', 'E', 'F'].map((id) => order(id, [line('1'), line('2')])));
  await loadBook(whole.deps, { signal });

  const cutAt: string[] = [];
  for (let run = 1; run <= 5; run++) {
    const stop = new AbortController();
    const onProgress = ({ step }: LoadProgress): void => {
      if (!stop.signal.aborted) cutAt.push(step);
      stop.abort(new Error('cut short'));
    };
    await expect(loadBook(cut.deps, { signal: stop.signal, onProgress })).rejects.toThrow();
  }
  await loadBook(cut.deps, { signal });

  expect([...new Set(cutAt)]).toEqual(['read', 'apply', 'score']);
  expect(await cut.deps.store.entities.hash()).toBe(await whole.deps.store.entities.hash());
  expect(await cut.deps.store.inbox.count()).toBe(await whole.deps.store.inbox.count());
  expect(await cut.deps.store.queue.count('release', null)).toBe(12);
});
