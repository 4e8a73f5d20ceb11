import type { NumberFeature } from '../feature.ts';
import { countsAt } from '../signals/observe-signals.ts';
import { percent } from './wording.ts';

/** Share of what the carrier service takes in a day that is not booked yet. */
export const carrierCapacityLeft = {
  kind: 'number',
  name: 'carrier_capacity_left',
  signal: 'carrierCapacity',
  unit: 'ratio',
  range: [0, 1],
  nullWhen: 'it is unknown, without limit or older than a day, or the line has left',
  ofPromise: false,
  say: (value) => `${percent(value)} of the carrier’s day is free`,
  compute: ({ carrierService, line, asOf }) => {
    const capacity = carrierService?.capacity;
    if (!capacity || line.status !== 'open' || !countsAt('carrierCapacity', capacity.observedAt, asOf)) return null;
    return capacity.linesPerDay > 0 ? 1 - capacity.linesBooked / capacity.linesPerDay : 0;
  },
} satisfies NumberFeature;
