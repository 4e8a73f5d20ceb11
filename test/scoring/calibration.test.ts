import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  calibrate,
  chooseCalibration,
  fitCalibration,
  NO_CALIBRATION,
  USUAL_CALIBRATION,
} from '../../src/scoring/calibration.ts';
import { createRandom } from '../../src/scoring/random.ts';

const told = fc.array(fc.tuple(fc.double({ min: 0, max: 1, noNaN: true }), fc.boolean()), { maxLength: 60 });

test('every correction keeps the order of the chances and stays within 0 and 1', () => {
  fc.assert(
    fc.property(
      told,
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      (rows, a, b) => {
        const data = { chances: rows.map(([chance]) => chance), late: rows.map(([, late]) => late) };
        for (const calibration of [fitCalibration(data), chooseCalibration(data, 2)]) {
          const [low, high] = [calibrate(calibration, Math.min(a, b)), calibrate(calibration, Math.max(a, b))];
          expect(low).toBeGreaterThan(0);
          expect(high).toBeLessThan(1);
          expect(low).toBeLessThanOrEqual(high);
        }
      },
    ),
  );
});

test('without data nothing is corrected', () => {
  expect(fitCalibration({ chances: [], late: [] })).toEqual(NO_CALIBRATION);
});

test('a few outcomes move a chance only a little, many move it where it belongs', () => {
  const random = createRandom(3);
  const late = Array.from({ length: 2000 }, () => random() < 0.4);
  const chances = late.map(() => 0.2);

  const few = calibrate(fitCalibration({ chances: chances.slice(0, 5), late: late.slice(0, 5) }), 0.2);
  const many = calibrate(fitCalibration({ chances, late }), 0.2);

  expect(Math.abs(few - 0.2)).toBeLessThan(0.1);
  expect(many).toBeCloseTo(0.4, 1);
});

test('with few outcomes the usual correction is made, whatever they say', () => {
  const told = {
    chances: Array.from({ length: 60 }, () => 0.2),
    late: Array.from({ length: 60 }, (_, i) => i % 2 === 0),
  };

  expect(chooseCalibration(told, 50)).toEqual(USUAL_CALIBRATION);
});

test('a correction that would have helped all along is made, one that would have harmed in between is not', () => {
  const random = createRandom(5);
  const steady = Array.from({ length: 3200 }, () => random() < 0.4);
  const drifting = steady.map((_, i) => random() < (Math.floor(i / 800) % 2 === 0 ? 0.4 : 0.1));
  const chances = steady.map(() => 0.2);

  expect(calibrate(chooseCalibration({ chances, late: steady }, 50), 0.2)).toBeCloseTo(0.4, 1);
  expect(chooseCalibration({ chances, late: drifting }, 50)).toEqual(NO_CALIBRATION);
});
