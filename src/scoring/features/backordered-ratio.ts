import type { NumberFeature } from '../feature.ts';
import { percent } from './wording.ts';

/** Share of what is ordered that was accepted without supply. */
export const backorderedRatio = {
  kind: 'number',
  name: 'backordered_ratio',
  signal: 'allocation',
  unit: 'ratio',
  range: [0, 1],
  nullWhen: 'the source does not say',
  ofPromise: false,
  say: (value) => `${percent(value)} of it on backorder`,
  compute: ({ line: { backordered, quantity } }) =>
    backordered === null || quantity.value <= 0 ? null : backordered / quantity.value,
} satisfies NumberFeature;
