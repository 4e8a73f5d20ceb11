import type { NumberFeature } from '../feature.ts';
import { daysBetween } from '../../domain/time.ts';
import { days } from './wording.ts';

/** Days from the arrival that the carrier now expects to the promise; negative when it is after it. */
export const etaSlack = {
  kind: 'number',
  name: 'eta_slack',
  signal: 'shipment',
  unit: 'days',
  range: [-365, 365],
  nullWhen: 'no shipment of it tells when it will arrive, or nothing was promised',
  ofPromise: true,
  say: (value) =>
    value < 0
      ? `carrier expects it ${days(-value)} after the promise`
      : `carrier expects it ${days(value)} before the promise`,
  compute: ({ shipments, line }) => {
    const expected = shipments.flatMap(({ etaAt, deliveredAt }) => (deliveredAt === null ? (etaAt ?? []) : []));
    const last = expected.sort().at(-1);
    return last && line.promisedDeliverBy ? daysBetween(last, line.promisedDeliverBy) : null;
  },
} satisfies NumberFeature;
