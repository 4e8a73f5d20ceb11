import { ownPast } from './own-past.ts';
import type { Signal } from './signal.ts';

/** What was agreed with the customer, and how it was kept. */
export const COMMITMENTS = {
  promise: {
    group: 'commitments',
    title: 'promise',
    sources: ['order'],
    allowedAgeHours: null,
    observe: ({ line }) => (line.promisedDeliverBy ? line.provenance : null),
  },
  contract: {
    group: 'commitments',
    title: 'service terms',
    sources: ['customer'],
    allowedAgeHours: null,
    observe: ({ customer }) => (customer && (customer.terms ?? customer.tier) !== null ? customer.provenance : null),
  },
  serviceHistory: {
    group: 'commitments',
    title: 'customer’s past service',
    sources: [],
    allowedAgeHours: null,
    observe: (snapshot) => ownPast(snapshot, 'customer'),
  },
} as const satisfies Record<string, Signal>;
