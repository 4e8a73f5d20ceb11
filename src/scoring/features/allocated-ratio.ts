import type { NumberFeature } from '../feature.ts';
import { percent } from './wording.ts';

/** Share of what is ordered that is bound to supply. */
export const allocatedRatio = {
  kind: 'number',
  name: 'allocated_ratio',
  signal: 'allocation',
  unit: 'ratio',
  range: [0, 1],
  nullWhen: 'the source does not say',
  ofPromise: false,
  say: (value) => `${percent(value)} of it allocated`,
  compute: ({ line: { allocated, quantity } }) =>
    allocated === null || quantity.value <= 0 ? null : allocated / quantity.value,
} satisfies NumberFeature;
