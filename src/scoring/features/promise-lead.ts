import { daysBetween } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';

/** Days from the order to the promised delivery. Null when nothing was promised. */
export const promiseLead = {
  kind: 'number',
  name: 'promise_lead',
  unit: 'days',
  range: [-30, 1000],
  ofPromise: true,
  compute: ({ order, line }) => (line.promisedDeliverBy ? daysBetween(order.placedAt, line.promisedDeliverBy) : null),
} satisfies NumberFeature;
