import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../plugins/simulator/world/decision.ts';
import type { LineState } from '../../../../plugins/simulator/world/state.ts';
import type { World } from '../../../../plugins/simulator/world/world.ts';
import { MS_PER_DAY } from '../../../../src/domain/time.ts';
import { AnyChoice, decisionOf, openQuantityOf } from './any-decision.ts';
import { day, smallWorld, worldAfter } from './small-world.ts';

/** Stock is so scarce that many lines wait. */
const SCARCE = { safetyFactor: -1, componentShare: 0.2, shortageDays: 300, shortageEveryDays: 5, wholeLinesRatio: 0 };

/** People are so scarce that many lines wait to be picked. */
const SLOW = { laborUtilization: 1.5 };

describe('a decision', () => {
  it('that is refused changes nothing, and is refused for the reason that was told before', () => {
    fc.assert(
      fc.property(fc.integer(), fc.array(AnyChoice, { minLength: 20, maxLength: 60 }), (seed, choices) => {
        const [asked, left] = [worldAfter(5, { seed }), worldAfter(5, { seed })];
        for (const choice of choices) {
          const decision = decisionOf(asked, choice);
          const reason = asked.refusal(decision);
          if (reason !== null) expect(asked.decide(decision)).toEqual({ accepted: false, reason });
        }
        expect(asked.fingerprint()).toBe(left.fingerprint());
        for (const world of [asked, left]) world.advance(day(8));

        expect(asked.fingerprint()).toBe(left.fingerprint());
        expect(asked.decisions).toEqual([]);
      }),
      { numRuns: 6 },
    );
  });

  it('that is taken is numbered and remembered', () => {
    const world = worldAfter(2);
    const decision: Decision = { type: 'note', orderId: openLine(world).orderId, text: 'customer called' };

    expect(world.decide(decision)).toEqual({ accepted: true, reference: 'DEC-1' });
    expect(world.decisions).toEqual([{ reference: 'DEC-1', at: day(2), decision }]);
  });

  it.each<[string, Decision]>([
    ['there is no order SO-999999', { type: 'note', orderId: 'SO-999999', text: 'x' }],
    ['there is no order 7', { type: 'notify', orderId: '7', text: 'x' }],
    [
      'there is no line 99 of an order SO-1',
      { type: 'reroute', orderId: 'SO-1', lineNumber: '99', carrierServiceId: 'parcel/ground' },
    ],
  ])('about what does not exist is refused: %s', (reason, decision) => {
    expect(worldAfter(1).decide(decision)).toEqual({ accepted: false, reason });
  });
});

describe('hold and release', () => {
  it('keep a line from leaving until it is released', () => {
    const world = worldAfter(3, { parameters: SLOW });
    const line = openLine(world, ({ status }) => status === 'ready');
    const { orderId } = line;
    take(world, { type: 'hold', orderId, lineNumber: null, kind: 'manual', reason: 'customer asked' });
    world.advance(day(9));
    const [hold] = world.get('order', orderId)?.holds ?? [];

    expect(line.shipped).toBe(0);
    expect(hold).toMatchObject({ kind: 'manual', reason: 'customer asked', lineNumber: null, placedAt: day(3) });

    take(world, { type: 'release', orderId, holdId: hold?.id ?? '' });
    world.advance(day(22));

    expect(line.shipped).toBe(line.quantity);
    expect(world.decide({ type: 'release', orderId, holdId: hold?.id ?? '' })).toMatchObject({ accepted: false });
  });

  it('resolve the exception that had caused the hold', () => {
    const world = worldAfter(3, { parameters: { addressRatio: 1 } });
    const held = [...world.all('order')].findLast(({ holds }) => holds.some(({ kind }) => kind === 'address'));
    const hold = held?.holds.find(({ kind }) => kind === 'address');
    take(world, { type: 'release', orderId: held?.id ?? '', holdId: hold?.id ?? '' });
    const resolved = [...world.all('exception')].filter(
      ({ orderId, type }) => orderId === held?.id && type === 'address',
    );

    expect(resolved).toMatchObject([{ resolvedAt: day(3), resolution: 'released by decision' }]);
    expect(world.get('order', held?.id ?? '')?.holds.filter(({ kind }) => kind === 'address')).toEqual([]);
  });
});

describe('reallocate', () => {
  it('gives stock of one line to another that waits', () => {
    const world = worldAfter(12, { parameters: SCARCE });
    const { to, from } = rivals(world);
    const [had, lacked] = [from.allocated, to.backordered];
    const quantity = Math.min(had, lacked);
    take(world, { type: 'reallocate', ...place(to), quantity, from: place(from) });

    expect(to.backordered).toBe(lacked - quantity);
    expect(from.allocated).toBe(had - quantity);
    expect(world.decide({ type: 'reallocate', ...place(to), quantity: 10_000, from: place(from) })).toMatchObject({
      accepted: false,
    });
  });

  it('ships a line from another site that has stock', () => {
    const world = worldAfter(4, { parameters: SLOW });
    const line = openLine(world, ({ status }) => status === 'ready');
    const siteId =
      [...world.all('site')].find(({ id }) => id !== line.siteId && freeAt(world, line, id) >= line.quantity)?.id ?? '';
    const free = freeAt(world, line, line.siteId);
    take(world, { type: 'reallocate', ...place(line), quantity: line.quantity, from: { siteId } });

    expect(line).toMatchObject({ siteId, allocated: line.quantity, backordered: 0 });
    expect(
      world.decide({ type: 'reallocate', ...place(line), quantity: line.quantity, from: { siteId } }),
    ).toMatchObject({ accepted: false });
    expect(free).toBeGreaterThanOrEqual(0);
    world.advance(day(16));
    expect(
      [...world.all('shipment')].filter(({ orderId }) => orderId === line.orderId).map((each) => each.siteId),
    ).toContain(siteId);
  });
});

describe('substitute', () => {
  it('sends another item where the customer takes one', () => {
    const world = worldAfter(4.6, { parameters: { substituteRatio: 1, manufacturingShare: 0.45, ...SLOW } });
    const line = openLine(world, (each) => canSubstitute(world, each) && takesSubstitutes(world, each));
    const [itemId = ''] = world.get('item', line.itemId)?.substituteIds ?? [];
    take(world, { type: 'substitute', ...place(line), itemId });

    expect(line).toMatchObject({ itemId, allocated: line.quantity });
  });

  it('is refused where the customer takes none', () => {
    const world = worldAfter(4.6, { parameters: { substituteRatio: 0, ...SLOW } });
    const line = openLine(world, (each) => canSubstitute(world, each));
    const [itemId = ''] = world.get('item', line.itemId)?.substituteIds ?? [];

    expect(world.refusal({ type: 'substitute', ...place(line), itemId })).toMatch(/does not accept substitutes/);
  });
});

describe('reschedule and reroute', () => {
  it('move the promise to a later day, never to an earlier one', () => {
    const world = worldAfter(4);
    const line = openLine(world);
    const first = line.firstPromisedDeliverBy;
    const later = line.promisedDeliverBy + 5 * MS_PER_DAY;
    take(world, { type: 'reschedule', ...place(line), promisedDeliverBy: later });

    expect(line).toMatchObject({ promisedDeliverBy: later, firstPromisedDeliverBy: first });
    expect(line.promisedShipBy).toBeGreaterThan(world.now);
    expect(world.refusal({ type: 'reschedule', ...place(line), promisedDeliverBy: later - MS_PER_DAY })).toMatch(
      /later delivery/,
    );
  });

  it('send what is still here with another service, and not what has left', () => {
    const world = worldAfter(3, { parameters: SLOW });
    const line = openLine(
      world,
      ({ carrierServiceId, status }) => carrierServiceId === 'parcel/ground' && status === 'ready',
    );
    const reroute: Decision = { type: 'reroute', ...place(line), carrierServiceId: 'parcel/overnight' };
    take(world, reroute);
    world.advance(day(19));
    const shipments = [...world.all('shipment')].filter(
      ({ orderId, lines }) =>
        orderId === line.orderId && lines.some(({ lineNumber }) => lineNumber === line.lineNumber),
    );

    expect(shipments.map(({ carrierServiceId }) => carrierServiceId)).toEqual(['parcel/overnight']);
    expect(world.refusal({ ...reroute, carrierServiceId: 'parcel/two-day' })).toMatch(/has shipped/);
  });
});

describe('notify', () => {
  it('makes the customer wait longer before cancelling', () => {
    const options = { parameters: { ...SCARCE, patienceDays: 1 } };
    const [silent, told] = [smallWorld(options), smallWorld(options)];
    for (let at = 1; at <= 25; at += 1) {
      for (const world of [silent, told]) world.advance(day(at));
      for (const { id, lines } of told.all('order'))
        if (lines.some(({ backordered }) => backordered > 0))
          told.decide({ type: 'notify', orderId: id, text: 'it will take longer' });
    }

    expect(told.kpis().lines.cancelled).toBeLessThan(silent.kpis().lines.cancelled);
  });
});

function take(world: World, decision: Decision): void {
  expect(world.decide(decision)).toMatchObject({ accepted: true });
}

function place({ orderId, lineNumber }: LineState) {
  return { orderId, lineNumber };
}

/** Nothing of it is picked, and there is enough of its first substitute. */
function canSubstitute(world: World, line: LineState): boolean {
  const [itemId = ''] = world.get('item', line.itemId)?.substituteIds ?? [];
  const stock = world.get('inventory', `${itemId}@${line.siteId}`);
  return line.picked === 0 && stock !== undefined && stock.onHand - stock.allocated >= line.quantity;
}

function takesSubstitutes(world: World, { orderId }: LineState): boolean {
  const customer = world.get('customer', world.get('order', orderId)?.customerId ?? '');
  return customer?.terms.acceptsSubstitutes === true;
}

function freeAt(world: World, line: LineState, siteId: string): number {
  const stock = world.get('inventory', `${line.itemId}@${siteId}`);
  return stock ? stock.onHand - stock.allocated : 0;
}

function openLine(world: World, isMeant: (line: LineState) => boolean = () => true): LineState {
  const lines = [...world.all('order')].filter(({ holds }) => holds.length === 0).flatMap((order) => order.lines);
  const found = lines.findLast((line) => openQuantityOf(line) > 0 && isMeant(line));
  if (!found) throw new Error('no such line is open');
  return found;
}

function rivals(world: World): { readonly to: LineState; readonly from: LineState } {
  const lines = [...world.all('order')].flatMap((order) => order.lines);
  for (const to of lines.filter(({ backordered }) => backordered > 0)) {
    const from = lines.find(
      (line) => line !== to && line.allocated > 0 && line.itemId === to.itemId && line.siteId === to.siteId,
    );
    if (from) return { to, from };
  }
  throw new Error('no two lines compete');
}
