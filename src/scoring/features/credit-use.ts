import type { NumberFeature } from '../feature.ts';
import { percent } from './wording.ts';

/** Share of the credit limit that the customer owes. */
export const creditUse = {
  kind: 'number',
  name: 'credit_use',
  signal: 'credit',
  unit: 'ratio',
  range: [0, 10],
  nullWhen: 'limit or use is unknown, or they are in different currencies',
  ofPromise: false,
  say: (value) => `customer has used ${percent(value)} of its credit`,
  compute: ({ customer }) => {
    const { creditLimit: limit, creditUsed: used } = customer ?? {};
    return limit && used && limit.currency === used.currency && limit.amountMinor > 0
      ? used.amountMinor / limit.amountMinor
      : null;
  },
} satisfies NumberFeature;
