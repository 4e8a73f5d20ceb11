import type { NumberFeature } from '../feature.ts';
import { hoursToLastCutoff, queueHours } from '../timing.ts';
import { hours } from './wording.ts';

/** Hours to spare until the last carrier cutoff that keeps the promise, once the queue before the line and its own work are done; negative when they do not suffice. */
export const cutoffSlack = {
  kind: 'number',
  name: 'cutoff_slack',
  signal: 'cutoff',
  unit: 'hours',
  range: [-720, 8760],
  nullWhen: 'cutoff or workload are unknown, or the line has left',
  ofPromise: true,
  say: (value) =>
    value < 0
      ? `${hours(-value)} too few to make the carrier cutoff`
      : `${hours(value)} to spare before the carrier cutoff`,
  compute: (snapshot) => {
    const cutoff = hoursToLastCutoff(snapshot);
    const queue = queueHours(snapshot);
    return cutoff === null || queue === null ? null : cutoff - queue - (snapshot.line.effortMinutes ?? 0) / 60;
  },
} satisfies NumberFeature;
