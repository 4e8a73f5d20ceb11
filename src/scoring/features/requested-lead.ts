import { daysBetween } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';

/** Days from the order to the delivery the customer wished for. Null when no wish is known. */
export const requestedLead = {
  kind: 'number',
  name: 'requested_lead',
  unit: 'days',
  range: [-30, 1000],
  ofPromise: false,
  compute: ({ order, line }) => (line.requestedDeliverBy ? daysBetween(order.placedAt, line.requestedDeliverBy) : null),
} satisfies NumberFeature;
