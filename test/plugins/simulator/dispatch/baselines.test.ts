import { describe, expect, it } from 'vitest';
import { atc } from '../../../../plugins/simulator/dispatch/atc.ts';
import { BASELINES } from '../../../../plugins/simulator/dispatch/baselines.ts';
import type { Dispatch, DispatchContext, DispatchLine } from '../../../../plugins/simulator/dispatch/dispatch.ts';

const HOUR = 3_600_000;
const NOW = Date.UTC(2026, 0, 5);
const CONTEXT: DispatchContext = { now: NOW, siteId: 'ATL', purpose: 'wave', queueHours: 3, waveHours: 1.5 };

describe('fifo', () => {
  it('serves who came first', () => {
    expect(served(BASELINES.fifo, [line({ key: 3 }), line({ key: 1 }), line({ key: 2 })])).toEqual([1, 2, 3]);
  });
});

describe('edd', () => {
  it('serves who was promised first', () => {
    const lines = [line({ key: 1, promisedShipBy: NOW + 3 }), line({ key: 2, promisedShipBy: NOW + 1 })];

    expect(served(BASELINES.edd, lines)).toEqual([2, 1]);
  });
});

describe('static', () => {
  it('serves the lowest code first, and within it who came first', () => {
    const lines = [
      line({ key: 1, priorityCode: 4 }),
      line({ key: 3, priorityCode: 1 }),
      line({ key: 2, priorityCode: 1 }),
    ];

    expect(served(BASELINES.static, lines)).toEqual([2, 3, 1]);
  });
});

describe('atc', () => {
  it('is the published index: w/p × exp(−max(0, d − p − t) / (k × p̄))', () => {
    const one = line(
      { promisedShipBy: NOW + 7.5 * HOUR, valueMinor: 24_000, effortMinutes: 3 },
      { latePenaltyRatioPerDay: 0.1 },
    );
    const [index = 0] = atc({ k: 2 }).rank([one], CONTEXT);

    expect(Math.exp(index)).toBeCloseTo((100 / 3) * Math.exp(-6 / 3), 9);
  });

  it('weighs late lines by penalty against effort alone', () => {
    const dear = line({ key: 1, promisedShipBy: NOW - HOUR, effortMinutes: 9 }, { latePenaltyRatioPerDay: 0.2 });
    const quick = line({ key: 2, promisedShipBy: NOW - 9 * HOUR, effortMinutes: 2 }, { latePenaltyRatioPerDay: 0.1 });

    expect(served(BASELINES.atc, [dear, quick])).toEqual([2, 1]);
  });

  it('lets lines wait that are due long after, whatever they cost', () => {
    const dear = line({ key: 1, promisedShipBy: NOW + 90 * HOUR }, { latePenaltyRatioPerDay: 0.5 });
    const cheap = line({ key: 2, promisedShipBy: NOW + HOUR }, { latePenaltyRatioPerDay: 0 });

    expect(served(BASELINES.atc, [dear, cheap])).toEqual([2, 1]);
  });

  it('gives every line a finite place, also those without a penalty or due in a year', () => {
    const ranks = BASELINES.atc.rank([line({ promisedShipBy: NOW + 9000 * HOUR }), line({ valueMinor: 1 })], CONTEXT);

    expect(ranks.every(Number.isFinite)).toBe(true);
  });
});

/** Keys in the order in which they are served. */
function served(dispatch: Dispatch, lines: readonly DispatchLine[]): readonly number[] {
  const ranks = dispatch.rank(lines, CONTEXT);
  return lines
    .map(({ key }, index) => ({ key, rank: ranks[index] ?? 0 }))
    .sort((a, b) => b.rank - a.rank)
    .map(({ key }) => key);
}

function line(given: Partial<DispatchLine>, terms: Partial<DispatchLine['terms']> = {}): DispatchLine {
  return {
    ...{ key: 1, orderId: 'SO-1', lineNumber: '1', itemId: 'ITEM-1', customerId: 'CUST-1', placedAt: NOW - HOUR },
    ...{ promisedShipBy: NOW + HOUR, promisedDeliverBy: NOW + 48 * HOUR, valueMinor: 10_000, costMinor: 7000 },
    ...{ tier: 'silver', segment: 'trade', priorityCode: 3, effortMinutes: 2, quantity: 5, openQuantity: 5 },
    ...{ allocatedRatio: 1, nextCutoffAt: NOW + HOUR, cutoffAfterAt: NOW + 25 * HOUR, transitHours: 40 },
    ...{ transitHoursP90: 64, yearlyMarginMinor: 1_000_000 },
    ...given,
    terms: {
      ...{ deliverWithinHours: null, latePenaltyRatioPerDay: 0, latePenaltyFlat: null, latePenaltyCapRatio: null },
      ...{ isRegulated: false, acceptsSubstitutes: false, acceptsPartial: true, flexibleDays: 0 },
      ...terms,
    },
  };
}
