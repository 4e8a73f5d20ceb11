import type { NumberFeature } from '../feature.ts';
import { figure } from './wording.ts';

/** How much is ordered, in the line's own unit of measure. */
export const quantity = {
  kind: 'number',
  name: 'quantity',
  signal: 'order',
  unit: 'uom',
  range: [0, 1e9],
  nullWhen: 'never',
  ofPromise: false,
  compute: ({ line }) => line.quantity.value,
  say: (value) => `${figure(value)} ordered`,
} satisfies NumberFeature;
