import { describe, expect, it } from 'vitest';
import type { Decision } from '../../../../plugins/simulator/world/decision.ts';
import type { LineOutcome } from '../../../../plugins/simulator/world/outcomes.ts';
import type { LineState } from '../../../../plugins/simulator/world/state.ts';
import type { World } from '../../../../plugins/simulator/world/world.ts';
import { MS_PER_DAY } from '../../../../src/domain/time.ts';
import { openQuantityOf } from './any-decision.ts';
import { day, smallWorld, type SmallWorld } from './small-world.ts';

const PEOPLE_SHORT = { laborUtilization: 1.5 };
const STOCK_SHORT = {
  safetyFactor: -1,
  componentShare: 0.2,
  shortageDays: 300,
  shortageEveryDays: 5,
  wholeLinesRatio: 0,
};

describe('what is decided changes what comes of the line', () => {
  it('a hold keeps it here, and its release lets it go', () => {
    const [left, held] = twins({ parameters: PEOPLE_SHORT }, 3);
    const released = worldOf({ parameters: PEOPLE_SHORT }, 3);
    const line = lineIn(left, ({ status }) => status === 'ready');
    for (const world of [held, released]) take(world, { type: 'hold', ...orderOf(line), lineNumber: null, ...WHY });
    const [hold] = released.world.get('order', line.orderId)?.holds ?? [];
    take(released, { type: 'release', ...orderOf(line), holdId: hold?.id ?? '' });

    const [without, heldUp, gone] = [left, held, released].map((own) => outcomeAfter(own, line, 26));

    expect(without?.isInFull).toBe(true);
    expect(heldUp).toBeUndefined();
    expect(gone?.isInFull).toBe(true);
  });

  it('a substitute lets it ship that would have waited', () => {
    const [left, substituted] = twins(
      { parameters: { ...STOCK_SHORT, substituteRatio: 1, manufacturingShare: 0.6, healthcareShare: 0.1 } },
      12,
    );
    const { line, itemId } = replaceable(left);
    take(substituted, { type: 'substitute', ...placeOf(line), itemId });
    for (const { world } of [left, substituted]) world.advance(day(21));

    expect(sentOf(left, line)).toBe(0);
    expect(sentOf(substituted, line)).toBe(line.quantity);
  });

  it('a later date that the customer agreed to take saves the penalty', () => {
    const options = {
      parameters: {
        ...PEOPLE_SHORT,
        municipalShare: 0.6,
        healthcareShare: 0,
        manufacturingShare: 0,
        flexibleDays: 30,
        municipalPenaltyRatio: 0.5,
      },
    };
    const [left, later] = twins(options, 6);
    const lines = openLines(left).filter((each) => customerOf(left.world, each)?.terms.flexibleDays !== 0);
    for (const line of lines)
      take(later, {
        type: 'reschedule',
        ...placeOf(line),
        promisedDeliverBy: line.promisedDeliverBy + 12 * MS_PER_DAY,
      });
    const penaltyOf = (own: Told): number =>
      lines.reduce((sum, line) => sum + (outcomeAfter(own, line, 30)?.penaltyMinor ?? 0), 0);

    expect(penaltyOf(left)).toBeGreaterThan(0);
    expect(penaltyOf(later)).toBeLessThan(penaltyOf(left) / 2);
  });

  it('a faster carrier delivers it sooner', () => {
    const [left, faster] = twins({ parameters: PEOPLE_SHORT }, 3);
    const line = lineIn(left, (each) => each.carrierServiceId === 'parcel/ground' && each.status === 'ready');
    take(faster, { type: 'reroute', ...placeOf(line), carrierServiceId: 'parcel/overnight' });

    const [slow, fast] = [left, faster].map((own) => outcomeAfter(own, line, 26)?.deliveredAt ?? 0);

    expect(fast).toBeGreaterThan(0);
    expect(fast).toBeLessThan(slow ?? 0);
  });

  it('a note changes nothing but the mark on its order', () => {
    const [left, noted] = twins({}, 3);
    const line = lineIn(left, () => true);
    take(noted, { type: 'note', ...orderOf(line), text: 'customer called' });

    expect(outcomeAfter(noted, line, 20)).toEqual(outcomeAfter(left, line, 20));
    expect(noted.world.kpis()).toEqual(left.world.kpis());
  });
});

const WHY = { kind: 'manual', reason: 'to be looked at' } as const;

/** A world with how its lines turned out so far. */
interface Told {
  readonly world: World;
  readonly outcomes: ReadonlyMap<string, LineOutcome>;
}

function worldOf(options: SmallWorld, days: number): Told {
  const outcomes = new Map<string, LineOutcome>();
  const world = smallWorld({
    ...options,
    observer: { lineClosed: (line, outcome) => outcomes.set(nameOf(line), outcome) },
  });
  world.advance(day(days));
  return { world, outcomes };
}

/** Two that are the same until one is told something. */
function twins(options: SmallWorld, days: number): readonly [Told, Told] {
  return [worldOf(options, days), worldOf(options, days)];
}

function outcomeAfter({ world, outcomes }: Told, line: LineState, days: number): LineOutcome | undefined {
  world.advance(Math.max(world.now, day(days)));
  return outcomes.get(nameOf(line));
}

function take({ world }: Told, decision: Decision): void {
  expect(world.decide(decision)).toMatchObject({ accepted: true });
}

function sentOf({ world }: Told, { orderId, lineNumber }: LineState): number {
  return world.get('order', orderId)?.lines.find((line) => line.lineNumber === lineNumber)?.shipped ?? 0;
}

function openLines({ world }: Told): readonly LineState[] {
  return [...world.all('order')]
    .filter(({ holds }) => holds.length === 0)
    .flatMap(({ lines }) => lines)
    .filter((line) => openQuantityOf(line) > 0 && line.shipped === 0);
}

function lineIn(own: Told, isMeant: (line: LineState) => boolean): LineState {
  const found = openLines(own).findLast(isMeant);
  if (!found) throw new Error('no such line is open');
  return copyOf(found);
}

/** A line that waits for stock, with something else that is there and that its customer takes. */
function replaceable(own: Told): { readonly line: LineState; readonly itemId: string } {
  for (const line of openLines(own)) {
    if (line.allocated > 0 || line.backordered === 0 || line.promisedShipBy < day(22)) continue;
    if (customerOf(own.world, line)?.terms.acceptsSubstitutes !== true) continue;
    for (const itemId of own.world.get('item', line.itemId)?.substituteIds ?? []) {
      const stock = own.world.get('inventory', `${itemId}@${line.siteId}`);
      if (stock && stock.onHand - stock.allocated >= line.quantity) return { line: copyOf(line), itemId };
    }
  }
  throw new Error('no line can be replaced');
}

function customerOf(world: World, { orderId }: LineState) {
  return world.get('customer', world.get('order', orderId)?.customerId ?? '');
}

function orderOf({ orderId }: LineState) {
  return { orderId };
}

function placeOf({ orderId, lineNumber }: LineState) {
  return { orderId, lineNumber };
}

function nameOf({ orderId, lineNumber }: LineState): string {
  return `${orderId}/${lineNumber}`;
}

/** As it is now: the world's own goes on. */
function copyOf(line: LineState): LineState {
  const { orderId, lineNumber, itemId, siteId, quantity, allocated, backordered, promisedDeliverBy } = line;
  return { ...line, orderId, lineNumber, itemId, siteId, quantity, allocated, backordered, promisedDeliverBy };
}
