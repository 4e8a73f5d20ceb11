import { weekdayOf } from '../engine/zone-clock.ts';
import type { Service } from './model/service.ts';
import type { Site } from './model/site.ts';
import type { SimTime } from './state.ts';

/** The first hand-over to a carrier service at a site, at or after an instant. */
export function nextDeparture(site: Site, service: Service, after: SimTime): SimTime {
  const clock = site.wallClock;
  const today = clock.dayOf(after);
  for (let day = today; day <= today + 7; day += 1) {
    const weekday = weekdayOf(day);
    for (const departure of service.departures) {
      if (!departure.weekdays.includes(weekday)) continue;
      const at = clock.instantOf(day, departure.minute);
      if (at >= after) return at;
    }
  }
  return after; // no service without a departure in a week is ever built
}

/** The first delivery day at or after a day: Monday to Friday. */
function deliveryDay(day: number): number {
  const weekday = weekdayOf(day);
  return weekday === 6 ? day + 2 : weekday === 7 ? day + 1 : day;
}

/** Counts delivery days on from a day. */
export function addDeliveryDays(day: number, count: number): number {
  let at = day;
  for (let left = count; left > 0; left -= 1) at = deliveryDay(at + 1);
  return deliveryDay(at);
}
