import type { NumberFeature } from '../feature.ts';
import { hours } from './wording.ts';

/** Hours from the order to the delivery that the contract names. */
export const slaHours = {
  kind: 'number',
  name: 'sla_hours',
  signal: 'contract',
  unit: 'hours',
  range: [0, 8760],
  nullWhen: 'the contract names none',
  ofPromise: false,
  say: (value) => `contract owes delivery within ${hours(value)}`,
  compute: ({ customer }) => customer?.terms?.deliverWithinHours ?? null,
} satisfies NumberFeature;
