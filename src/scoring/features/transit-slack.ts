import type { NumberFeature } from '../feature.ts';
import { daysBetween } from '../../domain/time.ts';
import { days } from './wording.ts';

/** Days to spare on the way: from now (or from when it left) to the promise, less the days within which nine of ten arrive (or the usual days). */
export const transitSlack = {
  kind: 'number',
  name: 'transit_slack',
  signal: 'transit',
  unit: 'days',
  range: [-365, 365],
  nullWhen: 'transit time or promise is unknown',
  ofPromise: true,
  say: (value) => (value < 0 ? `${days(-value)} too few for the way` : `${days(value)} to spare on the way`),
  compute: ({ line, carrierService, asOf }) => {
    const transitDays = carrierService?.transitDaysP90 ?? carrierService?.transitDays ?? null;
    if (!line.promisedDeliverBy || transitDays === null) return null;
    return daysBetween(line.shippedAt ?? asOf, line.promisedDeliverBy) - transitDays;
  },
} satisfies NumberFeature;
