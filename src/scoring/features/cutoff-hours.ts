import type { NumberFeature } from '../feature.ts';
import { hoursToLastCutoff } from '../timing.ts';
import { hoursFromNow } from './wording.ts';

/** Hours until the last carrier cutoff that keeps the promise; negative when it is over. */
export const cutoffHours = {
  kind: 'number',
  name: 'cutoff_hours',
  signal: 'cutoff',
  unit: 'hours',
  range: [-720, 8760],
  nullWhen: 'cutoffs, zone or promise are unknown, or the line has left',
  ofPromise: true,
  say: (value) =>
    value < 0 ? `last carrier cutoff was ${hoursFromNow(value)}` : `carrier cutoff ${hoursFromNow(value)}`,
  compute: hoursToLastCutoff,
} satisfies NumberFeature;
