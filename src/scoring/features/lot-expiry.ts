import type { NumberFeature } from '../feature.ts';
import { daysBetween } from '../../domain/time.ts';
import { days } from './wording.ts';

/** Days until the first lot on hand expires; negative when it has. */
export const lotExpiry = {
  kind: 'number',
  name: 'lot_expiry',
  signal: 'lots',
  unit: 'days',
  range: [-365, 3650],
  nullWhen: 'the source keeps no lots, or none of them expires',
  ofPromise: false,
  say: (value) => (value < 0 ? `first lot expired ${days(-value)} ago` : `first lot expires in ${days(value)}`),
  compute: ({ inventory, asOf }) => {
    const expiries = (inventory?.lots ?? []).flatMap(({ quantity, expiresAt }) =>
      quantity > 0 ? (expiresAt ?? []) : [],
    );
    const [first] = expiries.sort();
    return first === undefined ? null : daysBetween(asOf, first);
  },
} satisfies NumberFeature;
