import type { NumberFeature } from '../feature.ts';

/** How much is ordered, in the line's own unit of measure. */
export const quantity = {
  kind: 'number',
  name: 'quantity',
  unit: 'uom',
  range: [0, 1e9],
  ofPromise: false,
  compute: ({ line }) => line.quantity.value,
} satisfies NumberFeature;
