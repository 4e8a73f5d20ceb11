import { appendFileSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemRecord } from '../../../../src/domain/record/master-records.ts';
import type { OrderRecord } from '../../../../src/domain/record/order-record.ts';
import { containing } from '../../../providers/containing.ts';
import { firstOf } from '../../../providers/read-all.ts';
import { practice, readOn, type OpenSystems } from '../practice.ts';

const MANUAL = { kind: 'manual', reason: 'to be looked at' };

/** Orders of which nothing has left and that nothing holds, newest first. */
async function openOrders({ get }: OpenSystems): Promise<readonly OrderRecord[]> {
  const { records } = await readOn(get('sim-erp'), 'order');
  const shipped = new Set(
    (await readOn(get('sim-tms'), 'shipment')).records.flatMap(({ lines }) => lines.map(({ orderId }) => orderId)),
  );
  return records
    .filter(({ id, cancelled, holds }) => !cancelled && holds.length === 0 && !shipped.has(id))
    .sort((a, b) => (a.placedAt < b.placedAt ? 1 : -1));
}

async function orderNow({ get }: OpenSystems, id: string): Promise<OrderRecord> {
  const [record] = (await get('sim-erp').lookup?.('order', [id])) ?? [];
  if (record?.kind !== 'order') throw new Error(`expected order ${id}, came none`);
  return record;
}

/** Substitutes that the ERP would take for lines of orders. */
async function substitutions(
  orders: readonly OrderRecord[],
  items: readonly ItemRecord[],
  erp: ReturnType<OpenSystems['get']>,
) {
  const substitutesOf = new Map(items.map(({ id, substituteIds }) => [id, substituteIds]));
  const possible = orders.flatMap(({ id, lines }) =>
    lines.flatMap(({ lineNumber, itemId }) =>
      (substitutesOf.get(itemId) ?? []).map((other) => ({ orderId: id, lineNumber, itemId: other })),
    ),
  );
  const plans = await Promise.all(possible.map((input) => erp.plan('substitute', input)));
  return possible.filter((_, index) => plans[index]?.status === 'ready');
}

function journalOf(folder: string): readonly string[] {
  return readFileSync(join(folder, 'decisions.jsonl'), 'utf8').split('\n').slice(0, -1);
}

describe('a decision on a simulated distributor', () => {
  it('is seen in the order, and undone by its opposite', async () => {
    const systems = practice().open();
    const { id } = firstOf(await openOrders(systems));
    const erp = systems.get('sim-erp');

    const placed = await erp.act('hold', { orderId: id, ...MANUAL }, { idempotencyKey: 'k1' });
    const held = await orderNow(systems, id);
    const [hold] = held.holds;
    const released = await erp.act('release', { orderId: id, holdId: hold?.id }, { idempotencyKey: 'k2' });

    expect(placed).toMatchObject({ status: 'applied', sourceReference: expect.any(String) });
    expect(held.holds).toMatchObject([{ kind: 'manual', reason: 'to be looked at', placedAt: systems.world.clock() }]);
    expect(released.status).toBe('applied');
    expect((await orderNow(systems, id)).holds).toEqual([]);
  });

  it('moves the promise of a line, and lets it be another item, in the order that the ERP tells', async () => {
    const own = practice();
    const systems = own.open(own.distributor({ parameters: { substituteRatio: 1, laborUtilization: 1.5 } }));
    const erp = systems.get('sim-erp');
    const { records: items } = await readOn(erp, 'item');
    const orders = await openOrders(systems);
    const later = '2026-04-01T00:00:00.000Z';

    const first = firstOf(orders);
    const rescheduled = { orderId: first.id, lineNumber: firstOf(first.lines).lineNumber, promisedDeliverBy: later };
    const moved = await erp.act('reschedule', rescheduled, { idempotencyKey: 'k1' });
    const substituted = firstOf(await substitutions(orders, items, erp));
    const replaced = await erp.act('substitute', substituted, { idempotencyKey: 'k2' });

    expect([moved.status, replaced.status]).toEqual(['applied', 'applied']);
    expect(firstOf((await orderNow(systems, first.id)).lines).promisedDeliverBy).toBe(later);
    const { lines } = await orderNow(systems, substituted.orderId);
    expect(lines.find(({ lineNumber }) => lineNumber === substituted.lineNumber)?.itemId).toBe(substituted.itemId);
  });

  it('is taken once for one key: over stops, kills, torn journals and time', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(
          fc.record({
            key: fc.integer({ min: 1, max: 4 }),
            order: fc.nat(2),
            then: fc.constantFrom('go on', 'stop', 'kill', 'kill while writing'),
            passesMs: fc.nat(20_000),
          }),
          { minLength: 2, maxLength: 8 },
        ),
        async (deeds) => {
          const own = practice();
          let systems = own.open();
          const orders = (await openOrders(systems)).slice(0, 3).map(({ id }) => id);
          const applied = new Map<number, string>();

          for (const { key, order, then, passesMs } of deeds) {
            const orderId = orders[order];
            const outcome = await systems
              .get('sim-erp')
              .act('note', { orderId, text: `note ${key}` }, { idempotencyKey: `key-${key}` });
            const before = applied.get(key);
            const expected = before === undefined ? 'applied' : before === orderId ? 'alreadyApplied' : 'rejected';
            expect(outcome.status).toBe(expected);
            if (before === undefined && orderId !== undefined) applied.set(key, orderId);

            own.wall.ms += passesMs;
            if (then === 'stop') await systems.host.close();
            if (then.startsWith('kill')) own.killed();
            if (then === 'kill while writing')
              appendFileSync(join(own.folder, 'decisions.jsonl'), '{"key":"key-9","at"');
            if (then !== 'go on') systems = own.open();
          }

          await readOn(systems.get('sim-erp'), 'order');
          expect(journalOf(own.folder)).toHaveLength(applied.size);
        },
      ),
      { numRuns: 6 },
    );
  });

  it('changes what comes next the same way after a restart', async () => {
    const own = practice();
    const first = own.open();
    for (const [index, { id }] of (await openOrders(first)).slice(0, 5).entries())
      await first.get('sim-erp').act('hold', { orderId: id, ...MANUAL }, { idempotencyKey: `k${index}` });
    own.wall.ms += 120_000;
    const before = (await readOn(first.get('sim-erp'), 'order')).records;
    await first.host.close();

    const after = (await readOn(own.open().get('sim-erp'), 'order')).records;

    expect(after).toEqual(before);
    expect(after.filter(({ holds }) => holds.some(({ kind }) => kind === 'manual'))).toHaveLength(5);
  });

  it('is left out when the record is no longer as it was when it was decided', async () => {
    const own = practice();
    const systems = own.open();
    const erp = systems.get('sim-erp');
    const { id } = firstOf(await openOrders(systems));
    const note = { orderId: id, text: 'call first' };
    const plan = await erp.plan('note', note);
    const expectedVersion = plan.status === 'ready' ? (plan.version ?? '') : '';
    await erp.act('hold', { orderId: id, ...MANUAL }, { idempotencyKey: 'someone else' });

    const stale = await erp.act('note', note, { idempotencyKey: 'k1', expectedVersion });

    expect(stale.status).toBe('conflict');
    expect(journalOf(own.folder)).toHaveLength(1);
  });

  it.each([
    ['sim-erp', 'release', { holdId: 'no such hold' }],
    ['sim-erp', 'hold', { ...MANUAL, lineNumber: 'no such line' }],
    ['sim-erp', 'substitute', { lineNumber: '1', itemId: 'no such item' }],
    ['sim-erp', 'reschedule', { lineNumber: '1', promisedDeliverBy: '2020-01-01T00:00:00.000Z' }],
    ['sim-wms', 'reallocate', { lineNumber: '1', quantity: 1_000_000, from: { siteId: 'no such site' } }],
    ['sim-tms', 'reroute', { lineNumber: '1', carrierServiceId: 'no such service' }],
    ['sim-erp', 'note', { orderId: 'no such order', text: 'call first' }],
    ['sim-crm', 'notify', { orderId: 'no such order', text: 'it is late' }],
  ] as const)('of %s is refused with a reason when it is illegal: %s', async (system, action, illegal) => {
    const own = practice();
    const systems = own.open();
    const order = firstOf(await openOrders(systems));
    const input = { orderId: order.id, ...illegal };

    const plan = await systems.get(system).plan(action, input);
    const outcome = await systems.get(system).act(action, input, { idempotencyKey: 'k1' });

    expect(plan).toMatchObject({ status: 'refused', reason: expect.stringMatching(/\w+ \w+/) });
    expect(outcome).toMatchObject({ status: 'rejected', reason: plan.status === 'refused' ? plan.reason : '' });
    expect(journalOf(own.folder)).toEqual([]);
    expect(await orderNow(systems, order.id)).toEqual(order);
  });

  it('is refused before it reaches the system when its input does not fit', async () => {
    const erp = practice().open().get('sim-erp');

    await expect(erp.plan('hold', { orderId: 'SO-1', kind: 'whim', reason: 'x' })).rejects.toMatchObject({
      code: 'INPUT_INVALID',
      message: containing('kind'),
    });
  });
});
