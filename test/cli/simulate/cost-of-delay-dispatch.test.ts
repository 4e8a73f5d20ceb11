import { describe, expect, it } from 'vitest';
import type { DispatchContext, DispatchLine } from '../../../plugins/index.ts';
import { costOfDelayDispatch } from '../../../src/cli/simulate/cost-of-delay-dispatch.ts';
import { ServiceTerms } from '../../../src/domain/record/service-terms.ts';
import { MS_PER_HOUR } from '../../../src/domain/time.ts';

const NOW = Date.UTC(2026, 0, 5, 15);

function hours(count: number): number {
  return NOW + count * MS_PER_HOUR;
}

/** A line whose truck leaves in two hours and which is promised on it: after this wave it is missed. */
function line(given: Partial<Omit<DispatchLine, 'terms'>> & { readonly terms?: Partial<ServiceTerms> }): DispatchLine {
  const { terms, ...others } = given;
  return {
    key: 1,
    orderId: 'SO-1',
    lineNumber: '1',
    itemId: 'ITEM-1',
    customerId: 'CUST-1',
    placedAt: hours(-5),
    promisedShipBy: hours(2),
    promisedDeliverBy: hours(57),
    valueMinor: 10_000,
    costMinor: 7000,
    terms: ServiceTerms.parse({ latePenaltyRatioPerDay: 0.05, latePenaltyCapRatio: 0.5, ...terms }),
    tier: 'gold',
    segment: 'manufacturing',
    priorityCode: 2,
    effortMinutes: 2,
    quantity: 6,
    openQuantity: 6,
    allocatedRatio: 1,
    nextCutoffAt: hours(2),
    cutoffAfterAt: hours(26),
    transitHours: 63,
    transitHoursP90: 97,
    yearlyMarginMinor: 1_000_000,
    ...others,
  };
}

function ranks(lines: readonly DispatchLine[], purpose: DispatchContext['purpose'] = 'wave'): readonly number[] {
  const context = { now: NOW, siteId: 'ATL', purpose, queueHours: 3, waveHours: 1.5 };
  const scores = costOfDelayDispatch().rank(lines, context);
  return [...lines.keys()].sort((a, b) => (scores[b] ?? 0) - (scores[a] ?? 0));
}

describe('dispatch by cost of delay', () => {
  it('serves a line that would miss its truck before one that has a day', () => {
    const relaxed = line({ promisedShipBy: hours(50), promisedDeliverBy: hours(105) });

    expect(ranks([relaxed, line({})])).toEqual([1, 0]);
  });

  it('serves the dearer miss first, and of two as dear the one that takes less work', () => {
    const dear = line({ terms: { latePenaltyRatioPerDay: 0.2 } });
    const laborious = line({ terms: { latePenaltyRatioPerDay: 0.2 }, effortMinutes: 4 });

    expect(ranks([line({}), laborious, dear])).toEqual([2, 1, 0]);
  });

  it('serves whom law puts first before any sum of money', () => {
    const regulated = line({ terms: { isRegulated: true, latePenaltyRatioPerDay: 0 } });

    expect(ranks([line({ valueMinor: 1e9, costMinor: 0 }), regulated])).toEqual([1, 0]);
  });

  it('counts pieces where stock is short, not minutes', () => {
    const few = line({ openQuantity: 2, quantity: 2, allocatedRatio: 0, effortMinutes: 8 });
    const many = line({ openQuantity: 20, quantity: 20, allocatedRatio: 0, effortMinutes: 1 });

    expect(ranks([many, few], 'stock')).toEqual([1, 0]);
    expect(ranks([many, few], 'wave')).toEqual([0, 1]);
  });

  it('gives numbers, whatever it is given', () => {
    const odd = line({
      valueMinor: 0,
      costMinor: 9,
      effortMinutes: 0,
      openQuantity: 0,
      transitHours: 0,
      transitHoursP90: 0,
    });
    const context = { now: NOW, siteId: 'ATL', purpose: 'stock', queueHours: 0, waveHours: 0 } as const;

    expect([...costOfDelayDispatch().rank([odd], context)].every(Number.isFinite)).toBe(true);
  });
});
