import fc from 'fast-check';
import { Temporal } from 'temporal-polyfill';
import { describe, expect, it } from 'vitest';
import { timeOfDay, weekdayOf, ZoneClock } from '../../../../plugins/simulator/engine/zone-clock.ts';

const zones = fc.constantFrom('America/New_York', 'America/Denver', 'Europe/Berlin', 'Asia/Kolkata', 'UTC');
const instants = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2032, 0, 1) });

describe('ZoneClock', () => {
  it('reads the wall clock as Temporal does, in any order of instants', () => {
    fc.assert(
      fc.property(zones, fc.array(instants, { minLength: 1, maxLength: 20 }), (zone, times) => {
        const clock = new ZoneClock(zone);
        for (const at of times) {
          const wall = Temporal.Instant.fromEpochMilliseconds(at).toZonedDateTimeISO(zone);
          expect(Math.floor(clock.minuteOf(at))).toBe(wall.hour * 60 + wall.minute);
          expect(weekdayOf(clock.dayOf(at))).toBe(wall.dayOfWeek);
        }
      }),
    );
  });

  it('finds the instant of a time of day, also on days when the clock changes', () => {
    fc.assert(
      fc.property(zones, instants, fc.integer({ min: 4 * 60, max: 24 * 60 - 1 }), (zone, at, minute) => {
        const clock = new ZoneClock(zone);
        const instant = clock.instantOf(clock.dayOf(at), minute);

        expect(clock.minuteOf(instant)).toBe(minute);
        expect(clock.dayOf(instant)).toBe(clock.dayOf(at));
      }),
    );
  });

  it('knows that a day in spring has 23 hours', () => {
    const clock = new ZoneClock('America/New_York');
    const day = clock.dayOf(Date.UTC(2026, 2, 8, 12));

    expect((clock.instantOf(day + 1, 0) - clock.instantOf(day, 0)) / 3_600_000).toBe(23);
    expect(clock.endOfDay(day)).toBe(clock.instantOf(day + 1, 0) - 1);
  });
});

describe('timeOfDay', () => {
  it('writes minutes as hours and minutes', () => {
    expect([0, 61, 1050].map(timeOfDay)).toEqual(['00:00', '01:01', '17:30']);
  });
});
