import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  availableBy,
  availableToPromise,
  coveredAt,
  createDemandBoard,
  NO_CLAIMS,
  type Demand,
  type Stock,
} from '../../src/domain/atp.ts';
import { june } from './given.ts';

const quantity = fc.integer({ min: 0, max: 20 });
const day = fc.integer({ min: 1, max: 28 }).map(june);

/** Stock and demand that do not contradict each other: no more is bound than is there. */
const situations = fc
  .record({
    free: quantity,
    boundElsewhere: quantity,
    receipts: fc.array(fc.record({ quantity, at: day }), { maxLength: 4 }),
    wants: fc.array(fc.record({ by: fc.option(day), quantity, allocated: fc.option(quantity) }), { maxLength: 6 }),
  })
  .map(({ free, boundElsewhere, receipts, wants }) => {
    const demands = wants.map((want, i): Demand => {
      const allocated = want.allocated === null ? null : Math.min(want.quantity, want.allocated);
      return { lineId: `SO/${i}`, by: want.by, quantity: want.quantity, allocated };
    });
    const allocated = demands.reduce((sum, demand) => sum + (demand.allocated ?? 0), boundElsewhere);
    const stock: Stock = { onHand: free + allocated, allocated, receipts };
    return { stock, demands };
  });

const LAST = june(29);

function servedIn({ stock, demands }: { stock: Stock; demands: readonly Demand[] }): number[] {
  const board = createDemandBoard(demands);
  return demands.map((demand) =>
    Math.min(demand.quantity, availableBy(stock, board.claimsOn(stock.allocated, demand), demand.by ?? LAST)),
  );
}

describe('available to promise', () => {
  it('never counts a unit twice: all lines together get no more than there is', () => {
    fc.assert(
      fc.property(situations, (situation) => {
        const { stock } = situation;
        const supply = stock.onHand + stock.receipts.reduce((sum, receipt) => sum + receipt.quantity, 0);

        expect(servedIn(situation).reduce((sum, served) => sum + served, 0)).toBeLessThanOrEqual(supply);
      }),
    );
  });

  it('gives no line less because another wants less', () => {
    fc.assert(
      fc.property(situations, fc.nat(5), (situation, index) => {
        const { stock, demands } = situation;
        const all = servedIn(situation);
        const gone = demands[index];
        if (!gone || gone.allocated !== 0) return; // what is bound to a line stays bound to it

        const others = servedIn({ stock, demands: demands.filter((demand) => demand !== gone) });

        all.splice(index, 1);
        others.forEach((served, i) => expect(served).toBeGreaterThanOrEqual(all[i] ?? 0));
      }),
    );
  });

  it('keeps for those who were promised before what they need when someone new takes all of it', () => {
    fc.assert(
      fc.property(situations, day, (situation, by) => {
        const { stock, demands } = situation;
        const newcomer: Demand = { lineId: 'ZZ', by, quantity: availableToPromise(stock, demands, by), allocated: 0 };

        const before = servedIn(situation);
        const after = servedIn({ stock, demands: [...demands, newcomer] });

        expect(after.slice(0, -1)).toEqual(before);
        expect(after.at(-1)).toBe(newcomer.quantity);
      }),
    );
  });

  it('is there when it is said to be, and not a receipt earlier', () => {
    fc.assert(
      fc.property(situations, quantity, (situation, wanted) => {
        const claims = createDemandBoard(situation.demands).claimsOn(situation.stock.allocated, {
          lineId: 'ZZ',
          by: LAST,
        });
        const at = coveredAt(situation.stock, claims, wanted, june(1));

        const dates = [june(1), ...situation.stock.receipts.map((receipt) => receipt.at)].sort();
        const first = dates.find((date) => availableBy(situation.stock, claims, date) >= wanted) ?? null;
        expect(at).toBe(first);
      }),
    );
  });

  it('counts stock that is bound to lines of which no source says so for the first of them', () => {
    const stock: Stock = { onHand: 10, allocated: 6, receipts: [] };
    const demands = [
      { lineId: 'A/1', by: june(5), quantity: 4, allocated: null },
      { lineId: 'B/1', by: june(6), quantity: 4, allocated: null },
      { lineId: 'C/1', by: june(7), quantity: 4, allocated: null },
    ];

    expect(servedIn({ stock, demands })).toEqual([4, 4, 2]);
  });

  it('is what is on hand where nobody else wants any', () => {
    expect(availableBy({ onHand: 3, allocated: 0, receipts: [{ quantity: 2, at: june(4) }] }, NO_CLAIMS, june(3))).toBe(
      3,
    );
  });
});
