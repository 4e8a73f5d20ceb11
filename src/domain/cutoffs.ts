import { Temporal } from 'temporal-polyfill';
import type { CarrierCutoff } from './record/capacity.ts';
import { addMs, MS_PER_DAY, MS_PER_HOUR, toInstant, toMs, type Instant, type Zone } from './time.ts';

/** Days looked at: a week, and a day or two on either side for calendars that are ahead or behind. */
const DAYS_AHEAD = 10;

/**
 * Hours from an instant to the coming cutoffs of a carrier service at a site, ascending, of the next week at least; empty when there are
 * none. Wall-clock times are those of the site's zone.
 */
export function hoursToCutoffs(
  cutoffs: readonly CarrierCutoff[],
  { siteId, zone }: { readonly siteId: string; readonly zone: Zone },
  asOf: Instant,
): readonly number[] {
  const key = `${siteId} ${zone}`;
  const last = recent.get(cutoffs);
  const found = last?.asOf === asOf ? last.bySite.get(key) : undefined;
  if (found) return found;
  const made = hoursTo(cutoffs, siteId, zone, asOf);
  if (last?.asOf === asOf) last.bySite.set(key, made);
  else recent.set(cutoffs, { asOf, bySite: new Map([[key, made]]) });
  return made;
}

/** What was last worked out of a service's cutoffs: thousands of lines ask for the same in one pass. */
const recent = new WeakMap<
  readonly CarrierCutoff[],
  { readonly asOf: Instant; readonly bySite: Map<string, readonly number[]> }
>();

function hoursTo(cutoffs: readonly CarrierCutoff[], siteId: string, zone: Zone, asOf: Instant): readonly number[] {
  const date = addMs(asOf, -MS_PER_DAY).slice(0, 10); // no later than on any wall calendar
  const nowMs = toMs(asOf);
  return cutoffs
    .filter((cutoff) => cutoff.siteId === siteId)
    .flatMap((cutoff) => cutoffMs(cutoff, zone, date))
    .filter((ms) => ms >= nowMs)
    .sort((a, b) => a - b)
    .map((ms) => (ms - nowMs) / MS_PER_HOUR);
}

/**
 * The last cutoff of a carrier service at a site up to an instant, in milliseconds since 1970, looking back a week at least; null when
 * there is none. What was worked out for one day is kept with the cutoffs: it is asked for every line at every scoring.
 */
export function lastCutoffBy(
  cutoffs: readonly CarrierCutoff[],
  { siteId, zone }: { readonly siteId: string; readonly zone: Zone },
  deadlineMs: number,
): number | null {
  const day = Math.floor(deadlineMs / MS_PER_DAY);
  const key = `${day} ${zone} ${siteId}`;
  const found = keptDays(cutoffs);
  let times = found.get(key);
  if (!times) {
    if (found.size >= MOST_KNOWN) found.clear();
    times = cutoffsAround(cutoffs, { siteId, zone }, day);
    found.set(key, times);
  }
  let last: number | null = null;
  for (const ms of times) if (ms <= deadlineMs) last = ms;
  return last;
}

const kept = new WeakMap<readonly CarrierCutoff[], Map<string, readonly number[]>>();

function keptDays(cutoffs: readonly CarrierCutoff[]): Map<string, readonly number[]> {
  const days = kept.get(cutoffs) ?? new Map<string, readonly number[]>();
  kept.set(cutoffs, days);
  return days;
}

/** Ascending, from more than a week before a UTC day to after it: the wall calendar is at most a day off the UTC one. */
function cutoffsAround(
  cutoffs: readonly CarrierCutoff[],
  { siteId, zone }: { readonly siteId: string; readonly zone: Zone },
  day: number,
): readonly number[] {
  const start = toInstant(new Date((day - 8) * MS_PER_DAY)).slice(0, 10);
  return cutoffs
    .filter((cutoff) => cutoff.siteId === siteId)
    .flatMap((cutoff) => cutoffMs(cutoff, zone, start))
    .sort((a, b) => a - b);
}

const known = new Map<string, readonly number[]>();
const MOST_KNOWN = 10_000;

/** The cutoffs of the days from a date on, in milliseconds since 1970. Calendars are slow: what was worked out is kept. */
function cutoffMs({ localTime, weekdays }: CarrierCutoff, zone: Zone, date: string): readonly number[] {
  const key = `${zone} ${localTime} ${weekdays.join('')} ${date}`;
  const found = known.get(key);
  if (found) return found;
  const first = Temporal.PlainDate.from(date);
  const time = Temporal.PlainTime.from(localTime);
  const made = Array.from({ length: DAYS_AHEAD }, (_, days) => first.add({ days }))
    .filter((day) => weekdays.includes(day.dayOfWeek))
    .map((day) => day.toZonedDateTime({ timeZone: zone, plainTime: time }).epochMilliseconds);
  if (known.size >= MOST_KNOWN) known.clear();
  known.set(key, made);
  return made;
}
