import type { NumberFeature } from '../feature.ts';

/** What one unit of measure of the line costs. Null when the value is unknown or nothing is ordered. */
export const unitValue = {
  kind: 'number',
  name: 'unit_value',
  unit: 'minor units per uom',
  range: [0, 1e12],
  ofPromise: false,
  compute: ({ line: { value, quantity } }) => (value && quantity.value > 0 ? value.amountMinor / quantity.value : null),
} satisfies NumberFeature;
