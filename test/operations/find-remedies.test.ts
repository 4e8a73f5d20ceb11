import { describe, expect, it } from 'vitest';
import { SYSTEM } from '../../src/domain/viewer.ts';
import { findRemedies } from '../../src/operations/find-remedies.ts';
import { simulateLines } from '../../src/operations/simulate-lines.ts';
import { line, order, record } from '../providers/given-records.ts';
import { openMemoryBook } from './memory-book.ts';

const SOON = '2013-06-17T12:00:00.000Z';
const hold = { id: 'H', kind: 'credit', placedAt: '2013-06-02T00:00:00.000Z' };
const usd = (amountMinor: number) => ({ amountMinor, currency: 'USD' });
const slow = { id: 'slow', carrier: 'Snail', service: 'Road', transitDays: 6, price: usd(500) };
const fast = { id: 'fast', carrier: 'Bird', service: 'Air', transitDays: 1, price: usd(4500) };

/** Scored by the rules: a held line, one whose site is out of stock, and one that nothing can be done about. */
async function openBook() {
  const book = await openMemoryBook(['erp'], { scorer: () => null });
  const terms = { acceptsSubstitutes: true };
  const bolts = { itemId: 'bolt', siteId: 'NORTH', quantity: { value: 10, uom: 'EA' }, promisedDeliverBy: SOON };
  for (const siteId of ['NORTH', 'SOUTH'])
    book.sources.erp?.put(record('site', { id: siteId, name: siteId, zone: 'UTC' }));
  book.sources.erp?.put(
    record('customer', { id: 'C-1', name: 'One', terms }),
    record('customer', { id: 'C-2', name: 'Two' }),
    record('carrierService', slow),
    record('carrierService', fast),
    record('item', { id: 'bolt', name: 'Bolt', substituteIds: ['screw'] }),
    record('inventory', { itemId: 'bolt', siteId: 'NORTH', onHand: { value: 1, uom: 'EA' } }),
    record('inventory', { itemId: 'bolt', siteId: 'SOUTH', onHand: { value: 500, uom: 'EA' } }),
    record('inventory', { itemId: 'screw', siteId: 'NORTH', onHand: { value: 500, uom: 'EA' } }),
    order('BOTH', [line('1', { ...bolts, carrierServiceId: 'slow' })], { holds: [hold] }),
    order('SHORT', [line('1', { ...bolts, carrierServiceId: 'fast' })]),
    order('FIRM', [line('1', { ...bolts, carrierServiceId: 'fast' })], { customerId: 'C-2' }),
    order('PASSED', [line('1', { ...bolts, promisedDeliverBy: '2013-06-10T00:00:00.000Z' })]),
  );
  await book.take('erp');
  return book;
}

describe('remedies', () => {
  it('are feasible, cheapest first, and each keeps its word when simulated', async () => {
    const { deps } = await openBook();

    const found = (await findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['SHORT/1'], 0.3)).get('SHORT/1');
    const substituted = await simulateLines(deps, deps.store.readAs(SYSTEM.rows), {
      lineIds: ['SHORT/1'],
      afterLineId: null,
      first: 1,
      overlay: { siteId: 'SOUTH' },
    });

    expect(found?.remedies.map(({ said, costMinor }) => [said, costMinor])).toEqual([
      ['send screw in its place', 500],
      ['ship it from SOUTH', 1500],
    ]);
    expect(found?.remedies[1]?.late).toBe(substituted.lines[0]?.then.risk?.late);
    expect(found?.remedies.every(({ late }) => late <= 0.3)).toBe(true);
  });

  it('never include what the contract does not allow', async () => {
    const { deps } = await openBook();

    const found = (await findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['FIRM/1'], 0.3)).get('FIRM/1');

    expect(found?.remedies.map(({ kinds }) => kinds)).toEqual([['ship-from']]);
  });

  it('are pairs where no single change is enough, their costs added up', async () => {
    const { deps } = await openBook();

    const found = (await findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['BOTH/1'], 0.5)).get('BOTH/1');

    expect(found?.remedies.length).toBeGreaterThan(0);
    expect(found?.remedies.every(({ kinds }) => kinds.length === 2)).toBe(true);
    expect(found?.remedies.map(({ costMinor }) => costMinor)).toEqual(
      [...(found?.remedies ?? [])].map(({ costMinor }) => costMinor).sort((a, b) => (a ?? 0) - (b ?? 0)),
    );
  });

  it('are none, and say so, where nothing brings the risk down', async () => {
    const { deps } = await openBook();

    const found = (await findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['PASSED/1', 'UNKNOWN/1'], 0.3)).get(
      'PASSED/1',
    );

    expect(found?.remedies).toEqual([]);
    expect(found?.message).toMatch(/^none found: \d+ tried, the best leaves a risk of/);
  });

  it('are none where the risk is low enough, and a threshold that is no chance is refused', async () => {
    const { deps } = await openBook();

    expect(
      (await findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['SHORT/1'], 0.99999)).get('SHORT/1')?.message,
    ).toMatch(/^nothing to do/);
    await expect(findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['SHORT/1'], 1.5)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
    await expect(findRemedies(deps, deps.store.readAs(SYSTEM.rows), ['SHORT/1'], Number.NaN)).rejects.toMatchObject({
      code: 'INPUT_INVALID',
    });
  });
});
