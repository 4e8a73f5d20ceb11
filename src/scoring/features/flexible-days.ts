import type { NumberFeature } from '../feature.ts';
import { days } from './wording.ts';

/** Days that a promise may move without harm, by agreement; 0 for a firm date. */
export const flexibleDays = {
  kind: 'number',
  name: 'flexible_days',
  signal: 'contract',
  unit: 'days',
  range: [0, 365],
  nullWhen: 'no terms are known',
  ofPromise: false,
  say: (value) => (value === 0 ? 'firm date' : `date may move by ${days(value)}`),
  compute: ({ customer }) => customer?.terms?.flexibleDays ?? null,
} satisfies NumberFeature;
