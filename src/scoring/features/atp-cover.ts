import type { NumberFeature } from '../feature.ts';
import { coverRatio } from '../cover.ts';
import { percent } from './wording.ts';

/** What the line can have at its site when it must leave (on hand and receipts until then, less what lines due before it want), over what is ordered. */
export const atpCover = {
  kind: 'number',
  name: 'atp_cover',
  signal: 'stock',
  unit: 'ratio',
  range: [0, 1000],
  nullWhen: 'promise or stock is unknown or in another unit, or the line has left',
  ofPromise: true,
  say: (value) => `stock and receipts cover ${percent(value)} of it in time`,
  compute: coverRatio,
} satisfies NumberFeature;
