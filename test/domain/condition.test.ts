import { describe, expect, it } from 'vitest';
import { bearsOn, isInForce, toCondition } from '../../src/domain/condition.ts';
import { entityAfter, event, june } from './given.ts';

const raised = (day: number, more: object = {}) =>
  event('condition.raised', day, {
    key: 'W',
    record: { kind: 'condition', id: 'W', type: 'storm', severity: 'high', raisedAt: june(day), ...more },
  });
const cleared = (day: number) => event('condition.cleared', day, { conditionId: 'W', at: june(day) });

function conditionAfter(...events: Parameters<typeof entityAfter>[0]) {
  return toCondition(entityAfter(events, 'condition', 'W'));
}

describe('a condition', () => {
  it('is in force from when it is raised until it is cleared', () => {
    const condition = conditionAfter(raised(2), cleared(5));

    expect([1, 2, 4, 5].map((day) => condition && isInForce(condition, june(day)))).toEqual([false, true, true, false]);
  });

  it('raised anew is in force again', () => {
    expect(conditionAfter(raised(2), cleared(5), raised(7))?.clearedAt).toBeNull();
  });

  it('that its source no longer has is none', () => {
    expect(conditionAfter(raised(2), event('condition.raised', 3, { key: 'W', record: null }))).toBeNull();
  });

  it('bears on a path when every limit that it names is met; a country names a region', () => {
    const path = { siteId: 'A', region: 'Bavaria', country: 'DE', carrierServiceId: 'x/y' };
    const bears = (limits: object): boolean => {
      const condition = conditionAfter(raised(1, limits));
      return condition !== null && bearsOn(condition, path);
    };

    expect(bears({})).toBe(true);
    expect(bears({ siteId: 'A', region: 'DE' })).toBe(true);
    expect(bears({ siteId: 'A', region: 'FR' })).toBe(false);
    expect(bears({ carrierServiceId: 'x/z' })).toBe(false);
  });
});
