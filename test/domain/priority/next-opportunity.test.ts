import fc from 'fast-check';
import { expect, it } from 'vitest';
import { handOverHours, nextOpportunity } from '../../../src/domain/priority/next-opportunity.ts';

it('without cutoffs a delivery moves as far as its release', () => {
  expect(nextOpportunity({ waveHours: 4, handlingHours: 1, cutoffHours: [] })).toEqual({ waitHours: 4, shiftHours: 4 });
});

it('waiting costs nothing while both releases surely make the same cutoff', () => {
  const { shiftHours } = nextOpportunity({ waveHours: 2, handlingHours: 1, cutoffHours: [20, 44] });

  expect(shiftHours).toBeLessThan(1e-6);
});

it('waiting costs the time between two cutoffs when only the release of now makes the first', () => {
  const { shiftHours } = nextOpportunity({ waveHours: 10, handlingHours: 0.5, cutoffHours: [4, 28, 52] });

  expect(shiftHours).toBeCloseTo(24, 0);
});

it('a later release is never handed over earlier', () => {
  const cutoffs = fc
    .array(fc.double({ min: 0.5, max: 40, noNaN: true }), { minLength: 1, maxLength: 5 })
    .map((gaps) => gaps.map((_, i) => gaps.slice(0, i + 1).reduce((sum, gap) => sum + gap, 0)));
  const hours = fc.double({ min: 0, max: 60, noNaN: true });
  fc.assert(
    fc.property(cutoffs, hours, hours, (cutoffHours, waveHours, handlingHours) => {
      const { shiftHours } = nextOpportunity({ waveHours, handlingHours, cutoffHours });

      expect(shiftHours).toBeGreaterThanOrEqual(0);
      expect(handOverHours(handlingHours, cutoffHours)).toBeGreaterThanOrEqual((cutoffHours[0] ?? 0) - 1e-9);
    }),
  );
});
