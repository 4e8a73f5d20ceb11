import { z } from 'zod';
import { Instant } from '../time.ts';
import { Key } from './identifier.ts';

/** How much work a site has before it, and what it has to do it with. */
export const SiteWorkload = z.object({
  observedAt: Instant,
  /** Lines released and not yet picked. */
  openLines: z.int().min(0),
  /** Hours of work in those lines, at the site's usual pace. */
  queuedHours: z.number().min(0),
  /** Working hours of all people on shift now, per hour of the clock. */
  crew: z.number().min(0),
  /** Working hours left in the shifts of the next 24 hours. */
  laborHours: z.number().min(0),
  docks: z.int().min(0),
  docksBusy: z.int().min(0),
});
export type SiteWorkload = z.infer<typeof SiteWorkload>;

/** The last hand-over of a day to a carrier service at a site, on the wall clock of the site. */
export const CarrierCutoff = z.object({
  siteId: Key,
  /** `17:30`, in the zone of the site. */
  localTime: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'expected a time of day like 17:30'),
  /** Days of the week on which there is one, 1 for Monday to 7 for Sunday. */
  weekdays: z.array(z.int().min(1).max(7)).default([1, 2, 3, 4, 5]),
});
export type CarrierCutoff = z.infer<typeof CarrierCutoff>;

/** What a carrier service takes in a day, in lines. */
export const CarrierCapacity = z.object({
  linesPerDay: z.number().min(0),
  /** Of the day that is observed. */
  linesBooked: z.number().min(0),
  observedAt: Instant,
});
export type CarrierCapacity = z.infer<typeof CarrierCapacity>;
