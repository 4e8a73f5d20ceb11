import type { Snapshot } from '../../src/scoring/snapshot.ts';

/** What lies around a line of a book that tells of nothing but orders. */
export const NOTHING_AROUND = {
  customer: null,
  item: null,
  inventory: null,
  stock: [],
  substitutes: [],
  site: null,
  carrierService: null,
  shipments: [],
  exceptions: null,
  conditions: null,
  customerReturns: null,
  history: {},
} satisfies Partial<Snapshot>;
