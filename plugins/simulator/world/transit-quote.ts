import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import { addDeliveryDays } from './schedule.ts';
import { REGIONS, type Region, type SimTime } from './state.ts';
import type { Service } from './model/service.ts';
import type { Site } from './model/site.ts';

/** Hours that a courier quotes, takes on average, and takes at most in nine of ten cases. */
export const COURIER_HOURS = { quoted: 4, mean: 2.2, p90: 3.2 } as const;

/** Delivery days that a service quotes from a site to a region; null for a courier. */
export function quotedDaysOf(site: Site, service: Service, region: Region): number | null {
  const steps = Math.abs(REGIONS.indexOf(site.region) - REGIONS.indexOf(region));
  return service.quotedDays === null ? null : (service.quotedDays[steps] ?? 5);
}

/** When a service says that goods handed over then will be delivered: for a courier in hours, else the end of a day there. */
export function quotedDelivery(site: Site, service: Service, destination: Site, departsAt: SimTime): SimTime {
  const days = quotedDaysOf(site, service, destination.region);
  if (days === null) return departsAt + COURIER_HOURS.quoted * MS_PER_HOUR;
  const clock = destination.wallClock;
  return clock.endOfDay(addDeliveryDays(clock.dayOf(departsAt), days));
}

/** Hours from hand-over to delivery, on average over the week. */
export function transitHoursOf(site: Site, service: Service, region: Region): number {
  const days = quotedDaysOf(site, service, region);
  return days === null ? COURIER_HOURS.mean : days * HOURS_PER_DELIVERY_DAY - 4; // delivered during the day, quoted for its end
}

/** Hours from hand-over within which nine in ten are delivered. */
export function transitHoursP90Of(site: Site, service: Service, region: Region): number {
  const days = quotedDaysOf(site, service, region);
  return days === null ? COURIER_HOURS.p90 : (days + 1) * HOURS_PER_DELIVERY_DAY - 4;
}

/** A delivery day is 7/5 of a day, on average over a week with two days off. */
const HOURS_PER_DELIVERY_DAY = (24 * 7) / 5;
