import { expect, it } from 'vitest';
import { applyInbox } from '../../src/operations/apply-inbox.ts';
import { event, june, line, placed, shipped } from '../domain/given.ts';
import { order } from '../store/given-state.ts';
import { attributeScorer, openMemoryBook } from './memory-book.ts';

it('parks an event that cannot be applied with the reason, and applies the others', async () => {
  const { deps, tell } = await openMemoryBook();
  // PostgreSQL keeps no date that far away: the state fits the schema, the row does not fit its table.
  const poison = {
    ...order('BAD', 2),
    data: { header: { ...headerOf('BAD'), placedAt: '+275760-09-13T00:00:00.000Z' }, lines: [] },
  };
  await tell(placed, poison as typeof placed, order('SO-3', 3));

  const applied = await applyInbox(deps);

  expect(applied).toBe(3);
  expect(await deps.store.inbox.pendingCount()).toBe(0);
  expect([...(await deps.store.orders.byIds(['SO-1', 'BAD', 'SO-3'])).keys()].sort()).toEqual(['SO-1', 'SO-3']);
  expect(await deps.store.queue.count('release', null)).toBe(2);
});

it('writes nothing of a batch that a lost database cut short, parks nothing, and applies all of it later', async () => {
  const { deps, tell } = await openMemoryBook();
  await tell(placed, order('SO-2', 2));
  const away = Object.assign(new Error('Connection terminated unexpectedly'), { code: 'ECONNRESET' });
  let fails = true;
  const store: typeof deps.store = {
    ...deps.store,
    transaction: (work) =>
      deps.store.transaction(async (tx) => {
        const result = await work(tx);
        if (fails) throw away;
        return result;
      }),
  };

  await expect(applyInbox({ ...deps, store })).rejects.toThrow('Connection terminated');
  const waiting = await deps.store.inbox.pendingCount();
  fails = false;
  const applied = await applyInbox({ ...deps, store });

  expect([waiting, applied]).toEqual([2, 2]);
  expect(await deps.store.queue.count('release', null)).toBe(2);
});

it('ends in the same state whatever the size of the batches', async () => {
  const events = [
    placed,
    order('SO-2', 2),
    shipped('shipment.delivered', 12, 'SH-1', null),
    event('line.repromised', 5, { ...line, promise: { promisedShipBy: null, promisedDeliverBy: june(14) } }),
  ];
  const hashes: string[] = [];

  for (const batchSize of [1, 2, 2000]) {
    const { deps, tell } = await openMemoryBook();
    await tell(...events);
    await applyInbox(deps, { batchSize });
    hashes.push(await deps.store.entities.hash());
  }

  expect(new Set(hashes).size).toBe(1);
});

it('lets two appliers at once apply every event once', async () => {
  const { deps, tell, heard } = await openMemoryBook();
  await tell(...Array.from({ length: 30 }, (_, index) => order(`SO-${index + 10}`, 2)));

  const applied = await Promise.all([applyInbox(deps, { batchSize: 3 }), applyInbox(deps, { batchSize: 3 })]);

  expect(applied[0] + applied[1]).toBe(30);
  expect(await heard()).toHaveLength(30);
});

it('moves the book on by the rules while the model fails, and says so', async () => {
  const { deps, tell } = await openMemoryBook(['erp'], {
    scorer: () => ({
      ...attributeScorer,
      score: () => {
        throw new Error('out of memory');
      },
    }),
  });
  await tell(placed);

  expect(await applyInbox(deps)).toBe(1);

  expect((await deps.store.risks.byLineIds(['SO-1/1'])).get('SO-1/1')).toMatchObject({
    method: 'rules',
    methodReason: expect.stringContaining('out of memory') as string,
  });
  expect((await deps.store.queue.byLineIds(['SO-1/1'])).get('SO-1/1')).toMatchObject({ kind: 'release' });
});

function headerOf(id: string) {
  return { id, customerId: 'C-1', placedAt: june(2), currency: 'USD', channel: null, shipTo: null };
}
