import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { BASELINES } from '../../../../plugins/simulator/dispatch/baselines.ts';
import { AnyChoice, decisionOf } from './any-decision.ts';
import { wrongsOf } from './invariants.ts';
import { day, smallWorld, STARTS_AT, worldAfter } from './small-world.ts';

const seeds = fc.integer({ min: 0, max: 1_000_000 });
const dispatches = fc.constantFrom(...Object.values(BASELINES));

/** Worlds in which something is scarce: stock, people, doors or carriers. */
const parameters = fc.record({
  laborUtilization: fc.constantFrom(0.6, 0.9, 1.3),
  safetyFactor: fc.constantFrom(-1, 1.5),
  shortPickRatio: fc.constantFrom(0, 0.006, 0.3),
  dockHeadroom: fc.constantFrom(0.3, 1.6),
  carrierHeadroom: fc.constantFrom(0.3, 1.7),
  mismatchesPerYear: fc.constantFrom(0, 20),
  perishableRatio: fc.constantFrom(0, 0.5),
  shelfLifeDays: fc.constantFrom(20, 150),
  returnRatio: fc.constantFrom(0.02, 0.5),
  wholeLinesRatio: fc.constantFrom(0, 0.25, 1),
  patienceDays: fc.constantFrom(1, 21),
});

describe('a world', () => {
  it('conserves stock, ships no more than was ordered and nothing before it came, whatever is decided', () => {
    fc.assert(
      fc.property(
        seeds,
        parameters,
        dispatches,
        fc.array(fc.tuple(fc.integer({ min: 1, max: 30 }), fc.array(AnyChoice, { maxLength: 12 })), { maxLength: 8 }),
        (seed, chosen, dispatch, steps) => {
          const world = smallWorld({ seed, dispatch, parameters: chosen });
          for (const [hours, choices] of steps) {
            world.advance(world.now + hours * 3_600_000);
            for (const choice of choices) world.decide(decisionOf(world, choice));
            expect(wrongsOf(world)).toEqual([]);
          }
          world.advance(world.now + 6 * 86_400_000);
          expect(wrongsOf(world)).toEqual([]);
        },
      ),
      { numRuns: 12 },
    );
  });

  it('has one history, however it is stepped through', () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.integer({ min: 0, max: 90 * 60_000 }), { maxLength: 60 }), (seed, steps) => {
        const [once, often] = [worldAfter(4, { seed }), smallWorld({ seed })];
        for (const ms of steps) often.advance(often.now + ms);
        often.advance(once.now);

        expect(often.fingerprint()).toBe(once.fingerprint());
        expect(often.sequence).toBe(once.sequence);
        expect(often.kpis()).toEqual(once.kpis());
      }),
      { numRuns: 8 },
    );
  });

  it('has the same history for the same seed and another for another', () => {
    const fingerprints = [1, 1, 2].map((seed) => worldAfter(3, { seed }).fingerprint());

    expect(fingerprints[0]).toBe(fingerprints[1]);
    expect(fingerprints[0]).not.toBe(fingerprints[2]);
  });

  it('has the same history whether or not it keeps what is closed and what changed', () => {
    const kept = worldAfter(12);
    const dropped = worldAfter(12, { keepClosed: false, record: false });

    expect(dropped.fingerprint()).toBe(kept.fingerprint());
    expect(dropped.kpis()).toEqual(kept.kpis());
    expect([...dropped.all('order')].length).toBeLessThan([...kept.all('order')].length / 2);
  });

  it('is not changed by being read', () => {
    const [read, unread] = [smallWorld(), worldAfter(3)];
    for (let hour = 0; hour <= 72; hour += 1) {
      read.advance(STARTS_AT + hour * 3_600_000);
      read.kpis();
      for (const order of read.all('order'))
        JSON.stringify(order.lines.map(({ status, allocated }) => [status, allocated]));
      read.changesAfter('order', 0, 10);
    }

    expect(read.fingerprint()).toBe(unread.fingerprint());
  });

  it('sees the same demand whatever the dispatch rule and the decisions', () => {
    const demands = Object.values(BASELINES).map((dispatch, index) => {
      const demand: unknown[] = [];
      const world = smallWorld({
        dispatch,
        observer: {
          orderPlaced: (lines, now) =>
            demand.push([
              now,
              ...lines.map(({ orderId, itemId, quantity, siteId }) => [orderId, itemId, quantity, siteId]),
            ]),
        },
      });
      for (let at = 1; at < 6; at += 1) {
        world.advance(day(at));
        if (index % 2 === 1)
          world.decide({ type: 'hold', orderId: `SO-${at * 20}`, lineNumber: null, kind: 'manual', reason: 'test' });
      }
      return demand;
    });

    for (const demand of demands) expect(demand).toEqual(demands[0]);
  });

  it('does not go back in time', () => {
    const world = worldAfter(1);

    expect(() => world.advance(STARTS_AT)).toThrow(/expected a time from .* on, came/);
  });

  it.each([
    [{ scale: 0.001 }, 'scale: expected a number from 0.01 to 80, came 0.001'],
    [{ scale: Number.NaN }, 'scale: expected a number from 0.01 to 80, came NaN'],
    [{ seed: 1.5 }, 'seed: expected a whole number, came 1.5'],
  ])('is refused with %o', (options, message) => {
    expect(() => smallWorld(options)).toThrow(message);
  });

  it('is lively: every kind of thing happens in a few weeks', () => {
    const world = worldAfter(30, { parameters: { portEpisodesPerYear: 20, weatherPerYear: 40, spikesPerYear: 40 } });
    const types = new Set([...world.all('exception')].map(({ type }) => type));

    expect([...types].sort()).toEqual([
      'address',
      'credit-hold',
      'edi',
      'inventory-mismatch',
      'invoice',
      'pricing',
      'return',
      'shipment-delay',
      'short-pick',
      'supply-delay',
    ]);
    expect(new Set([...world.all('condition')].map(({ type }) => type)).size).toBe(3);
    expect([...world.all('return')].some(({ receivedAt }) => receivedAt !== null)).toBe(true);
    expect([...world.all('shipment')].some(({ failedAt }) => failedAt !== null)).toBe(true);
    expect(
      [...world.all('exception')]
        .filter(({ resolvedAt }) => resolvedAt !== null)
        .every(({ resolution, assignedTo }) => resolution !== null && assignedTo !== null),
    ).toBe(true);
  });
});
