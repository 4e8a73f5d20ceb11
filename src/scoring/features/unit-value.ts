import type { NumberFeature } from '../feature.ts';
import { figure } from './wording.ts';

/** What one unit of measure of the line costs. Null when the value is unknown or nothing is ordered. */
export const unitValue = {
  kind: 'number',
  name: 'unit_value',
  signal: 'order',
  unit: 'minor units per uom',
  range: [0, 1e12],
  nullWhen: 'the value is unknown or nothing is ordered',
  ofPromise: false,
  compute: ({ line: { value, quantity } }) => (value && quantity.value > 0 ? value.amountMinor / quantity.value : null),
  say: (value) => `${figure(value)} minor units for one unit of measure`,
} satisfies NumberFeature;
