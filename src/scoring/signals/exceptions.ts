import type { Signal } from './signal.ts';

/** What is amiss with the order, its customer or its supply. */
export const EXCEPTIONS = {
  holds: {
    group: 'exceptions',
    title: 'holds',
    sources: ['order'],
    allowedAgeHours: null,
    observe: ({ order }) => order.provenance,
  },
  openExceptions: {
    group: 'exceptions',
    title: 'open exceptions',
    sources: ['exception'],
    allowedAgeHours: null,
    observe: ({ exceptions, order }) => exceptions && (exceptions[0]?.provenance ?? order.provenance),
  },
  credit: {
    group: 'exceptions',
    title: 'credit',
    sources: ['customer'],
    allowedAgeHours: null,
    observe: ({ customer }) => (customer?.creditLimit && customer.creditUsed ? customer.provenance : null),
  },
  supplierDelay: {
    group: 'exceptions',
    title: 'supplier’s delay',
    sources: ['supply'],
    allowedAgeHours: null,
    observe: ({ stock, line }) => stock.find(({ siteId }) => siteId === line.siteId)?.receipts[0]?.provenance ?? null,
  },
} as const satisfies Record<string, Signal>;
