import type { NumberFeature } from '../feature.ts';
import { workloadOf } from '../timing.ts';
import { hours } from './wording.ts';

/** Working hours left in the shifts of the next 24 hours once the queue is done; negative when they do not suffice. */
export const laborSlack = {
  kind: 'number',
  name: 'labor_slack',
  signal: 'workload',
  unit: 'hours',
  range: [-1000, 1000],
  nullWhen: 'the workload is unknown or older than a day, or the line has left',
  ofPromise: false,
  say: (value) =>
    value < 0
      ? `queue needs ${hours(-value)} of work more than the shifts have`
      : `${hours(value)} of work to spare in the shifts`,
  compute: (snapshot) => {
    const workload = workloadOf(snapshot);
    return workload && workload.laborHours - workload.queuedHours;
  },
} satisfies NumberFeature;
