import type { NumberFeature } from '../feature.ts';
import { daysBetween } from '../../domain/time.ts';
import { ownCover, ownCoveredAt } from '../cover.ts';
import { days } from './wording.ts';

/** Days until all of the line can be had at its site; 0 when it is there. */
export const daysToCover = {
  kind: 'number',
  name: 'days_to_cover',
  signal: 'stock',
  unit: 'days',
  range: [0, 365],
  nullWhen: 'stock is unknown, what is to come never suffices, or the line has left',
  ofPromise: false,
  say: (value) => (value === 0 ? 'all of it is there' : `all of it is there in ${days(value)}`),
  compute: (snapshot) => {
    const cover = ownCover(snapshot);
    const at = cover && ownCoveredAt(snapshot, cover);
    return at ? daysBetween(snapshot.asOf, at) : null;
  },
} satisfies NumberFeature;
