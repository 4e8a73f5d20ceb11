import fc from 'fast-check';
import { expect, it } from 'vitest';
import { placeOf, type Placed } from '../../../src/domain/priority/place.ts';
import { TIERS } from '../../../src/domain/priority/tier.ts';

const instant = fc
  .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString());

/** Few values of each, so that ties are common. */
const anyPlaced: fc.Arbitrary<Placed> = fc.record({
  tier: fc.constantFrom(...TIERS),
  score: fc.oneof(fc.constantFrom(0, 1, 1.5), fc.double({ min: 0, max: 2 ** 40, noNaN: true })),
  promisedDeliverBy: fc.option(fc.oneof(fc.constant('2013-06-01T00:00:00.000Z'), instant)),
  placedAt: fc.oneof(fc.constant('2013-05-01T00:00:00.000Z'), instant),
  lineId: fc.stringMatching(/^[a-z]{1,2}\/\d$/),
});
const differentLines = fc.uniqueArray(anyPlaced, { selector: ({ lineId }) => lineId, maxLength: 12 });

/** The order as `docs/priority.md` tells it. */
function comesBefore(a: Placed, b: Placed): boolean {
  if (a.tier !== b.tier) return TIERS.indexOf(a.tier) < TIERS.indexOf(b.tier);
  if (a.score !== b.score) return a.score > b.score;
  if (a.promisedDeliverBy !== b.promisedDeliverBy) {
    return a.promisedDeliverBy !== null && (b.promisedDeliverBy === null || a.promisedDeliverBy < b.promisedDeliverBy);
  }
  return a.placedAt === b.placedAt ? a.lineId < b.lineId : a.placedAt < b.placedAt;
}

it('puts any two lines in the order of tier, score, promise, order date and id', () => {
  fc.assert(
    fc.property(differentLines, (lines) => {
      for (const a of lines) {
        for (const b of lines) if (a !== b) expect(placeOf(a) < placeOf(b)).toBe(comesBefore(a, b));
      }
    }),
  );
});

it('is a total order: no two lines share a place, and sorting gives one answer', () => {
  fc.assert(
    fc.property(differentLines, (lines) => {
      expect(new Set(lines.map(placeOf)).size).toBe(lines.length);
      expect(idsInOrder([...lines].reverse())).toEqual(idsInOrder(lines));
    }),
  );
});

it('never lets a line that comes or goes swap two others', () => {
  fc.assert(
    fc.property(differentLines, anyPlaced, (lines, other) => {
      const others = lines.filter(({ lineId }) => lineId !== other.lineId);

      expect(idsInOrder([...others, other]).filter((id) => id !== other.lineId)).toEqual(idsInOrder(others));
    }),
  );
});

it('lets no sum of money outbid a tier', () => {
  fc.assert(
    fc.property(anyPlaced, anyPlaced, fc.double({ min: 0, max: 1e300, noNaN: true }), (poor, rich, money) => {
      const first = placeOf({ ...poor, tier: 'contractual', score: 0 });

      expect(first < placeOf({ ...rich, tier: 'standard', score: money })).toBe(true);
      expect(placeOf({ ...rich, tier: 'regulated', score: 0 }) < first).toBe(true);
    }),
  );
});

function idsInOrder(lines: readonly Placed[]): readonly string[] {
  return lines
    .map((line) => [placeOf(line), line.lineId] as const)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, id]) => id);
}
