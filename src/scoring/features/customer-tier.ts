import type { CategoryFeature } from '../feature.ts';

/** What the contract says the customer is, such as `strategic`. */
export const customerTier = {
  kind: 'category',
  name: 'customer_tier',
  signal: 'contract',
  nullWhen: 'the customer has none',
  ofPromise: false,
  say: (word) => `${word} customer`,
  compute: ({ customer }) => customer?.tier ?? null,
} satisfies CategoryFeature;
