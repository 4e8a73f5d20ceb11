import type { NumberFeature } from '../feature.ts';
import { MS_PER_HOUR, toMs } from '../../domain/time.ts';
import { hours } from './wording.ts';

/** Hours since the order was placed. */
export const ageHours = {
  kind: 'number',
  name: 'age_hours',
  signal: 'order',
  unit: 'hours',
  range: [0, 87600],
  nullWhen: 'never',
  ofPromise: false,
  say: (value) => `placed ${hours(value)} ago`,
  compute: ({ order, asOf }) => (toMs(asOf) - toMs(order.placedAt)) / MS_PER_HOUR,
} satisfies NumberFeature;
