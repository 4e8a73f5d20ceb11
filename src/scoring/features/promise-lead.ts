import { daysBetween } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';
import { days } from './wording.ts';

/** Days from the order to the promised delivery. Null when nothing was promised. */
export const promiseLead = {
  kind: 'number',
  name: 'promise_lead',
  signal: 'promise',
  unit: 'days',
  range: [-30, 1000],
  nullWhen: 'nothing was promised',
  ofPromise: true,
  compute: ({ order, line }) => (line.promisedDeliverBy ? daysBetween(order.placedAt, line.promisedDeliverBy) : null),
  say: (value) => `promised ${days(value)} after the order`,
} satisfies NumberFeature;
