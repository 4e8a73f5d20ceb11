import { daysBetween } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';

/** Days from the customer's wish to our promise; positive when we promised later than was wished. Null when either is unknown. */
export const requestedSlack = {
  kind: 'number',
  name: 'requested_slack',
  unit: 'days',
  range: [-365, 365],
  ofPromise: true,
  compute: ({ line: { requestedDeliverBy, promisedDeliverBy } }) =>
    requestedDeliverBy && promisedDeliverBy ? daysBetween(requestedDeliverBy, promisedDeliverBy) : null,
} satisfies NumberFeature;
