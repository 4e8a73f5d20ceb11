import { expect, it } from 'vitest';
import { sign, SIGNATURE_HEADER } from '../../plugins/memory/index.ts';
import { receiveWebhook } from '../../src/operations/receive-webhook.ts';
import { rereadRecords } from '../../src/operations/reread-records.ts';
import { takeHints } from '../../src/operations/take-hints.ts';
import { line, order } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';
import { noting } from './noting-jobs.ts';

it('a hint that names records has them looked up, all others have their source read', async () => {
  const { deps } = await openMemoryBook();
  const { jobs, noted } = noting(deps);

  await takeHints(noted, deps.providers.get('erp'), [
    { kind: 'order', keys: ['A', 'B', 'A'] },
    { kind: 'customer' },
    { kind: 'item' },
  ]);

  const record = (key: string) => ({ providerId: 'erp', kind: 'order', key });
  expect(jobs).toEqual([
    { task: 'reread-records', payload: [record('A'), record('B')], key: 'reread-records/erp/order' },
    { task: 'read-provider', payload: { providerId: 'erp' }, key: 'read-provider/erp' },
  ]);
});

it('a webhook that is not signed has nothing read', async () => {
  const { deps } = await openMemoryBook();
  const { jobs, noted } = noting(deps);
  const body = Buffer.from('{"kinds":["order"]}');

  const received = receiveWebhook(noted, 'erp', { headers: { [SIGNATURE_HEADER]: sign('another', body) }, body });

  await expect(received).rejects.toMatchObject({ code: 'FORBIDDEN' });
  expect(jobs).toEqual([]);
});

it('records that are looked up again are taken in once, by one call; what is not found stays', async () => {
  const { deps, sources, take } = await openMemoryBook();
  sources.erp?.put(order('A', [line('1')]), order('B', [line('1')]));
  await take('erp');
  sources.erp?.put(order('A', [line('1', { quantity: { value: 9, uom: 'EA' } })]));
  const before = sources.erp?.calls.length ?? 0;
  const payload = ['A', 'gone', 'A'].map((key) => ({ providerId: 'erp', kind: 'order', key }));

  await rereadRecords(deps, payload);
  const told = await deps.store.inbox.pending(10);
  await rereadRecords(deps, payload);
  await rereadRecords(deps, [{ providerId: 'unknown', kind: 'order', key: 'A' }]);

  expect(told.map(({ subject }) => subject)).toEqual([expect.stringMatching(/A/)]);
  expect(await deps.store.inbox.pending(10)).toEqual(told);
  expect(sources.erp?.calls.slice(before).map(({ name }) => name)).toEqual(['lookup', 'lookup']);
});
