import { describe, expect, it } from 'vitest';
import type { LineOutcome } from '../../../../plugins/simulator/world/outcomes.ts';
import type { LineState } from '../../../../plugins/simulator/world/state.ts';
import { day, smallWorld, worldAfter } from '../world/small-world.ts';

describe('kpis', () => {
  it('count by the first promise what is due, and nothing that is not', () => {
    const closed = new Map<LineState, LineOutcome>();
    const world = smallWorld({ observer: { lineClosed: (line, outcome) => closed.set(line, outcome) } });
    world.advance(day(15));
    const lines = [...world.all('order')].flatMap((order) => order.lines);
    const due = lines.filter(({ firstPromisedDeliverBy }) => firstPromisedDeliverBy <= world.now);
    const kept = due.filter((line) => closed.get(line)?.isOnTimeInFull === true);
    const { lines: counts, otif } = world.kpis();

    expect(counts).toMatchObject({ placed: lines.length, due: due.length });
    expect(otif.lineRatio).toBeCloseTo(kept.length / due.length, 12);
    expect(otif.orderRatio).toBeLessThanOrEqual(otif.lineRatio ?? 0);
    expect(Math.min(...Object.values(otif.bySegment).map((ratio) => ratio ?? 1))).toBe(
      otif.worstSegment && otif.bySegment[otif.worstSegment],
    );
  });

  it('add up the outcomes, and the penalties that late open lines have run up', () => {
    const outcomes: LineOutcome[] = [];
    const world = smallWorld({
      observer: { lineClosed: (_, outcome) => outcomes.push(outcome) },
      parameters: { safetyFactor: -1 },
    });
    world.advance(day(20));
    const { penaltyMinor, marginMinor } = world.kpis();
    const closedPenalty = outcomes.reduce((sum, outcome) => sum + outcome.penaltyMinor, 0);
    const closedMargin = outcomes.reduce((sum, outcome) => sum + outcome.marginMinor, 0);

    expect(closedPenalty).toBeGreaterThan(0);
    expect(penaltyMinor).toBeGreaterThan(closedPenalty);
    expect(marginMinor).toBe(closedMargin - (penaltyMinor - closedPenalty));
  });

  it('leave out the warm-up', () => {
    const [whole, later] = [worldAfter(10), worldAfter(10, { parameters: { warmUpDays: 5 } })];

    expect(later.kpis().lines.placed).toBe(whole.kpis().lines.placed);
    expect(later.kpis().lines.due).toBeLessThan(whole.kpis().lines.due);
    expect(later.fingerprint()).toBe(whole.fingerprint());
  });

  it('are null where nothing can be counted yet', () => {
    const { otif, fillRatio, linesPerLaborHour, orderCycle, backlog } = smallWorld().kpis();

    expect([otif.lineRatio, otif.worstSegment, fillRatio, linesPerLaborHour]).toEqual([null, null, null, null]);
    expect([orderCycle.meanHours, backlog]).toEqual([null, { lines: 0, meanAgeHours: null }]);
  });

  it('say the same however often they are asked for', () => {
    const world = worldAfter(6);

    expect(world.kpis()).toEqual(world.kpis());
  });
});
