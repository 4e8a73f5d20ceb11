import type { NumberFeature } from '../feature.ts';

/** What the customer pays for the line. Null when the source does not say. */
export const lineValue = {
  kind: 'number',
  name: 'line_value',
  unit: 'minor units',
  range: [0, 1e12],
  ofPromise: false,
  compute: ({ line }) => line.value?.amountMinor ?? null,
} satisfies NumberFeature;
