import type { NumberFeature } from '../feature.ts';
import { figure } from './wording.ts';

/** What the customer pays for the line. Null when the source does not say. */
export const lineValue = {
  kind: 'number',
  name: 'line_value',
  signal: 'order',
  unit: 'minor units',
  range: [0, 1e12],
  nullWhen: 'the source does not say',
  ofPromise: false,
  compute: ({ line }) => line.value?.amountMinor ?? null,
  say: (value) => `line worth ${figure(value)} minor units`,
} satisfies NumberFeature;
