import { daysBetween } from '../../domain/time.ts';
import type { NumberFeature } from '../feature.ts';
import { days } from './wording.ts';

/** Days from the customer's wish to our promise; positive when we promised later than was wished. Null when either is unknown. */
export const requestedSlack = {
  kind: 'number',
  name: 'requested_slack',
  signal: 'promise',
  unit: 'days',
  range: [-365, 365],
  nullWhen: 'the wish or the promise is unknown',
  ofPromise: true,
  compute: ({ line: { requestedDeliverBy, promisedDeliverBy } }) =>
    requestedDeliverBy && promisedDeliverBy ? daysBetween(requestedDeliverBy, promisedDeliverBy) : null,
  say: (value) => (value < 0 ? `promised ${days(-value)} before the wish` : `promised ${days(value)} after the wish`),
} satisfies NumberFeature;
