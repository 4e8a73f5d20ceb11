import { ownPast } from './own-past.ts';
import type { Signal } from './signal.ts';

/** What the order brings, and what else could serve it. */
export const ECONOMICS = {
  order: {
    group: 'economics',
    title: 'order',
    sources: ['order'],
    allowedAgeHours: null,
    observe: ({ line }) => line.provenance,
  },
  cost: {
    group: 'economics',
    title: 'cost of goods',
    sources: ['order', 'item'],
    allowedAgeHours: null,
    observe: ({ line, item }) => (line.cost ? line.provenance : item?.unitCost ? item.provenance : null),
  },
  substitutes: {
    group: 'economics',
    title: 'substitutes',
    sources: ['item', 'inventory'],
    allowedAgeHours: null,
    observe: ({ substitutes }) =>
      substitutes.find(({ stock }) => stock.length > 0)?.stock[0]?.inventory?.provenance ?? null,
  },
  returns: {
    group: 'economics',
    title: 'returns',
    sources: ['return'],
    allowedAgeHours: null,
    observe: (snapshot) => (snapshot.customerReturns === null ? null : ownPast(snapshot, 'customer')),
  },
} as const satisfies Record<string, Signal>;
