import { daysBetween } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';
import { days } from './wording.ts';

/** Days from the order to the delivery the customer wished for. Null when no wish is known. */
export const requestedLead = {
  kind: 'number',
  name: 'requested_lead',
  signal: 'promise',
  unit: 'days',
  range: [-30, 1000],
  nullWhen: 'no wish is known',
  ofPromise: false,
  compute: ({ order, line }) => (line.requestedDeliverBy ? daysBetween(order.placedAt, line.requestedDeliverBy) : null),
  say: (value) => `wished for ${days(value)} after the order`,
} satisfies NumberFeature;
