import { ownPast } from './own-past.ts';
import type { Signal } from './signal.ts';

/** What happens outside the company, and the season. */
export const CONDITIONS = {
  conditions: {
    group: 'conditions',
    title: 'external conditions',
    sources: ['condition'],
    allowedAgeHours: null,
    observe: ({ conditions, order }) => conditions && (conditions[0]?.provenance ?? order.provenance),
  },
  season: {
    group: 'conditions',
    title: 'time of the order',
    sources: ['order'],
    allowedAgeHours: null,
    observe: ({ order }) => order.provenance,
  },
  bookHistory: {
    group: 'conditions',
    title: 'past of the whole book',
    sources: [],
    allowedAgeHours: null,
    observe: (snapshot) => ownPast(snapshot, 'book'),
  },
} as const satisfies Record<string, Signal>;
