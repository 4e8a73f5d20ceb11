import type { NumberFeature } from '../feature.ts';
import { queueHours } from '../timing.ts';
import { hours } from './wording.ts';

/** Hours of the clock until the work now queued at the site is done. */
export const queueHoursAtSite = {
  kind: 'number',
  name: 'queue_hours',
  signal: 'workload',
  unit: 'hours',
  range: [0, 168],
  nullWhen: 'the workload is unknown or older than a day, or the line has left',
  ofPromise: false,
  say: (value) => `pick queue needs ${hours(value)}`,
  compute: queueHours,
} satisfies NumberFeature;
