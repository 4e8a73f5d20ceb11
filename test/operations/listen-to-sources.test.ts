import { expect, it } from 'vitest';
import { listenToSources } from '../../src/operations/listen-to-sources.ts';
import { noting } from './noting-jobs.ts';
import { openShelfBook } from './shelf-book.ts';

it('has a source read on when it rings, listens again when the connection ends, and stops when told to', async () => {
  const { deps, source } = await openShelfBook();
  const { jobs, noted } = noting(deps);
  const stop = new AbortController();

  const listening = listenToSources(noted, stop.signal);
  source.line.emit('hints', [{ kind: 'order' }]);
  await expect.poll(() => jobs.length).toBe(1);
  source.line.emit('error', new Error('line cut'));
  await expect.poll(() => source.listeners).toBe(0);
  await expect.poll(() => source.listeners, { timeout: 10_000 }).toBe(1);
  source.line.emit('hints', [{ kind: 'order' }]);
  await expect.poll(() => jobs.length).toBe(2);
  stop.abort();
  await listening;

  expect(jobs).toEqual(
    [1, 2].map(() => ({ task: 'read-provider', payload: { providerId: 'shelf' }, key: 'read-provider/shelf' })),
  );
  expect(source.listeners).toBe(0);
});

it('goes on listening when a hint cannot be saved: the next read finds what it was about', async () => {
  const { deps, source } = await openShelfBook();
  const { jobs, noted } = noting(deps);
  const { add } = noted.store.jobs;
  let tries = 0;
  noted.store.jobs.add = async (...job) => {
    tries += 1;
    if (tries === 1) throw new Error('the database is away');
    await add(...job);
  };
  const stop = new AbortController();

  const listening = listenToSources(noted, stop.signal);
  source.line.emit('hints', [{ kind: 'order' }]);
  source.line.emit('hints', [{ kind: 'order' }]);

  await expect.poll(() => jobs.length).toBe(1);
  expect([tries, source.listeners]).toEqual([2, 1]);
  stop.abort();
  await listening;
});
