import type { NumberFeature } from '../feature.ts';

/** 1 when law or contract puts the customer ahead of any sum of money, else 0. */
export const isRegulated = {
  kind: 'number',
  name: 'is_regulated',
  signal: 'contract',
  unit: 'yes or no',
  range: [0, 1],
  nullWhen: 'no terms are known',
  ofPromise: false,
  say: (value) => (value === 1 ? 'regulated customer' : 'customer without regulation'),
  compute: ({ customer }) => (customer?.terms ? Number(customer.terms.isRegulated) : null),
} satisfies NumberFeature;
