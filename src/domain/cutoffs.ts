import { Temporal } from 'temporal-polyfill';
import type { CarrierCutoff } from './record/capacity.ts';
import { addMs, localDateAt, MS_PER_DAY, MS_PER_HOUR, toInstant, toMs, type Instant, type Zone } from './time.ts';

/** Days looked ahead: a week and a holiday. */
const DAYS_AHEAD = 9;

/**
 * Hours from an instant to the coming cutoffs of a carrier service at a site, ascending, of the next nine days; empty when there are
 * none. Wall-clock times are those of the site's zone.
 */
export function hoursToCutoffs(
  cutoffs: readonly CarrierCutoff[],
  { siteId, zone }: { readonly siteId: string; readonly zone: Zone },
  asOf: Instant,
): readonly number[] {
  const { date } = localDateAt(asOf, zone);
  const nowMs = toMs(asOf);
  return cutoffs
    .filter((cutoff) => cutoff.siteId === siteId)
    .flatMap((cutoff) => cutoffMs(cutoff, zone, date))
    .filter((ms) => ms >= nowMs)
    .sort((a, b) => a - b)
    .map((ms) => (ms - nowMs) / MS_PER_HOUR);
}

/**
 * The last cutoff of a carrier service at a site up to an instant, looking back a week at least; null when there is none. The wall
 * calendar is at most a day off the UTC one, so that asking needs no calendar unless a day is new.
 */
export function lastCutoffBy(
  cutoffs: readonly CarrierCutoff[],
  { siteId, zone }: { readonly siteId: string; readonly zone: Zone },
  deadline: Instant,
): Instant | null {
  const deadlineMs = toMs(deadline);
  const starts = [addMs(deadline, -8 * MS_PER_DAY), addMs(deadline, MS_PER_DAY)].map((at) => at.slice(0, 10));
  let last = -Infinity;
  for (const cutoff of cutoffs) {
    if (cutoff.siteId !== siteId) continue;
    for (const start of starts)
      for (const ms of cutoffMs(cutoff, zone, start)) if (ms <= deadlineMs && ms > last) last = ms;
  }
  return last === -Infinity ? null : toInstant(new Date(last));
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
