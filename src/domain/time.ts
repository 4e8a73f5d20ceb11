import { Temporal } from 'temporal-polyfill';
import { z } from 'zod';
import { AppError } from '../errors.ts';

/**
 * An instant in UTC with milliseconds, always written `2013-06-01T00:00:00.000Z`: one form only, so that comparing the
 * strings compares the instants.
 */
export const Instant = z.string().refine(isInstant, 'expected an instant like 2013-06-01T00:00:00.000Z');
export type Instant = z.infer<typeof Instant>;

/**
 * Stands for "always so, as far as anyone knows": the time of a fact of which its source does not say since when it holds, such
 * as a customer's name. Earlier than any business, so that every later word wins over it.
 */
export const UNDATED: Instant = '1970-01-01T00:00:00.000Z';

/** An IANA time zone name, such as `Europe/Berlin`. */
export const Zone = z
  .string()
  .refine(isZone, { error: (issue) => `expected an IANA time zone, came ${JSON.stringify(issue.input)}` });
export type Zone = z.infer<typeof Zone>;

/** A date on the wall calendar of one site: cutoffs and promises live there, never in UTC. */
export const LocalDate = z.object({ date: z.iso.date(), zone: Zone });
export type LocalDate = z.infer<typeof LocalDate>;

/** Reads the time. Passed in everywhere, so that a test or an as-of book can set it. */
export type Clock = () => Instant;

export const MS_PER_HOUR = 3_600_000;
export const MS_PER_DAY = 86_400_000;

export function toInstant(date: Date): Instant {
  return date.toISOString();
}

/**
 * Milliseconds since 1970. Reads the one form in which instants are written digit by digit, several times as fast as `Date.parse`: a
 * book is scored with a million such readings.
 */
export function toMs(instant: Instant): number {
  const year = digits(instant, 0, 4);
  const month = digits(instant, 5, 7);
  const shifted = year - (month <= 2 ? 1 : 0); // a year begins in March, so that its last day is the leap day
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + digits(instant, 8, 10) - 1;
  const leapDays = Math.floor(shifted / 4) - Math.floor(shifted / 100) + Math.floor(shifted / 400);
  const day = 365 * shifted + leapDays + dayOfYear - DAYS_TO_1970;
  const minutes = digits(instant, 11, 13) * 60 + digits(instant, 14, 16);
  return day * MS_PER_DAY + minutes * 60_000 + digits(instant, 17, 19) * 1000 + digits(instant, 20, 23);
}

/** Days from 1 March of the year 0 to 1 January 1970. */
const DAYS_TO_1970 = 719_468;

/** NaN when one of them is no digit. */
function digits(text: string, from: number, to: number): number {
  let number = 0;
  for (let i = from; i < to; i += 1) {
    const digit = text.charCodeAt(i) - 48;
    if (!(digit >= 0 && digit <= 9)) return Number.NaN;
    number = 10 * number + digit;
  }
  return number;
}

export function addMs(instant: Instant, ms: number): Instant {
  return toInstant(new Date(toMs(instant) + ms));
}

/** Signed days from one instant to another: 1.5 is a day and a half later. */
export function daysBetween(from: Instant, to: Instant): number {
  return (toMs(to) - toMs(from)) / MS_PER_DAY;
}

function isInstant(text: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}\.\d{3}Z$/.test(text)) return false;
  const ms = toMs(text);
  return !Number.isNaN(ms) && new Date(ms).toISOString() === text; // 30 February reads as 2 March
}

/** The first instant of a local date; in a zone whose clock skips midnight, the first that exists. */
export function startOfDay({ date, zone }: LocalDate): Instant {
  if (zone === 'UTC') return `${date}T00:00:00.000Z`;
  return toInstant(new Date(Temporal.PlainDate.from(date).toZonedDateTime(zone).epochMilliseconds));
}

/** The last millisecond of a local date: a promise for a day is kept until then. */
export function endOfDay({ date, zone }: LocalDate): Instant {
  const next = Temporal.PlainDate.from(date).add({ days: 1 }).toString();
  return addMs(startOfDay({ date: next, zone }), -1);
}

/** The wall calendar's date at an instant in a zone. */
export function localDateAt(instant: Instant, zone: Zone): LocalDate {
  return { date: Temporal.Instant.from(instant).toZonedDateTimeISO(zone).toPlainDate().toString(), zone };
}

/** Reads `2013-06-01` (the first instant of that date in the zone) or a full instant. Throws `INPUT_INVALID`. */
export function parseAsOf(text: string, zone: Zone): Instant {
  if (z.iso.date().safeParse(text).success) return startOfDay({ date: text, zone });
  const isDated = z.iso.date().safeParse(text.slice(0, 10)).success;
  const ms = isDated && /^.{10}T.*(Z|[+-]\d{2}:?\d{2})$/.test(text) ? Date.parse(text) : Number.NaN;
  if (Number.isNaN(ms))
    throw new AppError(
      'INPUT_INVALID',
      `as-of: expected a date like 2013-06-01 or an instant like 2013-06-01T12:00:00Z, came ${JSON.stringify(text)}`,
    );
  return toInstant(new Date(ms));
}

const knownZones = new Set<string>(['UTC']);

export function isZone(name: string): boolean {
  if (knownZones.has(name)) return true;
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
  } catch {
    return false;
  }
  knownZones.add(name);
  return true;
}
