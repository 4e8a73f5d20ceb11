import type { NumberFeature } from '../feature.ts';
import { workloadOf } from '../timing.ts';
import { percent } from './wording.ts';

/** Share of the docks of the site that are busy. */
export const docksBusy = {
  kind: 'number',
  name: 'docks_busy',
  signal: 'workload',
  unit: 'ratio',
  range: [0, 1],
  nullWhen: 'the workload is unknown or older than a day, the site has no dock, or the line has left',
  ofPromise: false,
  say: (value) => `${percent(value)} of the docks busy`,
  compute: (snapshot) => {
    const workload = workloadOf(snapshot);
    return workload && workload.docks > 0 ? workload.docksBusy / workload.docks : null;
  },
} satisfies NumberFeature;
