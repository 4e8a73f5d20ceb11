import { Temporal } from 'temporal-polyfill';
import { endOfDay, MS_PER_DAY, startOfDay, toInstant, toMs, type Instant, type Zone } from '../../domain/time.ts';
import type { DayPart } from './kind-fields.ts';

const NOON_MS = MS_PER_DAY / 2;

/** Turns dates and wall-clock times of one zone into instants. Days are counted from 1970-01-01. */
export interface ZoneClock {
  readonly onDay: (day: number, part: DayPart) => Instant;
  /** A time that a clock change skips is moved on by the change; of a time that comes twice, the first is taken. */
  readonly atTime: (day: number, msOfDay: number) => Instant;
  readonly dayAt: (ms: number) => number;
}

/** Asking the time zone database costs microseconds, so each day is asked for once. */
export function createZoneClock(zone: Zone): ZoneClock {
  const days = new Map<number, { readonly startMs: number; readonly endMs: number }>();

  function dayOf(day: number) {
    const known = days.get(day);
    if (known) return known;
    const date = new Date(day * MS_PER_DAY).toISOString().slice(0, 10);
    const found = { startMs: toMs(startOfDay({ date, zone })), endMs: toMs(endOfDay({ date, zone })) };
    days.set(day, found);
    return found;
  }

  function atTime(day: number, msOfDay: number): Instant {
    const { startMs, endMs } = dayOf(day);
    const ordinary = endMs - startMs + 1 === MS_PER_DAY;
    if (ordinary) return toInstant(new Date(startMs + msOfDay));
    const wall = Temporal.PlainDateTime.from(new Date(day * MS_PER_DAY + msOfDay).toISOString().slice(0, -1));
    return toInstant(new Date(wall.toZonedDateTime(zone).epochMilliseconds));
  }

  function dayAt(ms: number): number {
    const date = Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO(zone).toPlainDate().toString();
    return Date.parse(date) / MS_PER_DAY;
  }

  return {
    atTime,
    dayAt,
    onDay: (day, part) => {
      if (part === 'noon') return atTime(day, NOON_MS);
      const { startMs, endMs } = dayOf(day);
      return toInstant(new Date(part === 'start' ? startMs : endMs));
    },
  };
}
