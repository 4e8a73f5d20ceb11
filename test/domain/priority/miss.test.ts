import fc from 'fast-check';
import { expect, it } from 'vitest';
import { hoursLateAt, lateAfter, lateFromSlack, logOddsAfter, spreadOf } from '../../../src/domain/priority/miss.ts';

const chance = fc.double({ min: 0.001, max: 0.999, noNaN: true });
const spread = fc.double({ min: 1, max: 500, noNaN: true });
const shift = fc.double({ min: 0, max: 1000, noNaN: true });

it('a delivery that is not moved is as late as was said', () => {
  fc.assert(fc.property(chance, spread, (late, hours) => Math.abs(lateAfter(late, hours, 0) - late) < 1e-12));
});

function hoursLate(late: number, spreadHours: number, shiftHours: number): number {
  return hoursLateAt(logOddsAfter(late, spreadHours, shiftHours), spreadHours);
}

it('moving a delivery never makes it less late, in chance or in hours', () => {
  fc.assert(
    fc.property(chance, spread, shift, shift, (late, hours, a, b) => {
      expect(lateAfter(late, hours, a + b)).toBeGreaterThanOrEqual(lateAfter(late, hours, a));
      expect(hoursLate(late, hours, a + b)).toBeGreaterThanOrEqual(hoursLate(late, hours, a));
    }),
  );
});

it('what is surely late is late by a day more for each day that it is moved', () => {
  expect(hoursLate(1, 10, 240) - hoursLate(1, 10, 216)).toBeCloseTo(24, 4);
});

it('hours late are those of the distribution: integrated by hand', () => {
  const [late, scale] = [0.3, 8];
  let hours = 0;
  for (let waited = 0; waited < 600; waited += 0.01) hours += 0.01 * lateAfter(late, scale, -waited);

  expect(hoursLate(late, scale, 0)).toBeCloseTo(hours, 1);
});

it('half and nine tenths of the deliveries lie where the scale puts them', () => {
  const scale = spreadOf(10, 10 + 20 * Math.log(9));

  expect(scale).toBeCloseTo(20, 12);
  expect(1 - lateAfter(0.5, scale, -20 * Math.log(9))).toBeCloseTo(0.9, 12);
});

it('no slack is an even chance, and much of it is none', () => {
  expect(lateFromSlack(0, 5)).toBe(0.5);
  expect(lateFromSlack(100, 5)).toBeLessThan(1e-8);
  expect(lateFromSlack(-100, 5)).toBeGreaterThan(1 - 1e-8);
});
