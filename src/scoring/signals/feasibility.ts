import { ownPast } from './own-past.ts';
import type { Signal } from './signal.ts';

/** Whether it can be done in time: goods, work, carrier, and how it went before. */
export const FEASIBILITY = {
  stock: {
    group: 'feasibility',
    title: 'stock and receipts',
    sources: ['inventory', 'supply'],
    allowedAgeHours: null,
    observe: ({ stock, line }) => {
      const own = stock.find(({ siteId }) => siteId === line.siteId);
      return own?.inventory?.provenance ?? own?.receipts[0]?.provenance ?? null;
    },
  },
  lots: {
    group: 'feasibility',
    title: 'lots',
    sources: ['inventory'],
    allowedAgeHours: null,
    observe: ({ inventory }) => (inventory && inventory.lots.length > 0 ? inventory.provenance : null),
  },
  allocation: {
    group: 'feasibility',
    title: 'allocation',
    sources: ['order'],
    allowedAgeHours: null,
    observe: ({ line }) => (line.allocated === null && line.backordered === null ? null : line.provenance),
  },
  workload: {
    group: 'feasibility',
    title: 'work before the site',
    sources: ['site'],
    allowedAgeHours: 24,
    observe: ({ site }) =>
      site?.workload ? { source: site.provenance.source, observedAt: site.workload.observedAt } : null,
  },
  cutoff: {
    group: 'feasibility',
    title: 'carrier cutoff',
    sources: ['carrierService', 'site'],
    allowedAgeHours: null,
    observe: ({ carrierService, line }) =>
      carrierService?.cutoffs.some(({ siteId }) => siteId === line.siteId) ? carrierService.provenance : null,
  },
  transit: {
    group: 'feasibility',
    title: 'transit time',
    sources: ['carrierService'],
    allowedAgeHours: null,
    observe: ({ carrierService }) =>
      carrierService && (carrierService.transitDaysP90 ?? carrierService.transitDays) !== null
        ? carrierService.provenance
        : null,
  },
  carrierCapacity: {
    group: 'feasibility',
    title: 'carrier capacity',
    sources: ['carrierService'],
    allowedAgeHours: 24,
    observe: ({ carrierService }) =>
      carrierService?.capacity
        ? { source: carrierService.provenance.source, observedAt: carrierService.capacity.observedAt }
        : null,
  },
  shipment: {
    group: 'feasibility',
    title: 'shipment',
    sources: ['shipment'],
    allowedAgeHours: null,
    observe: ({ shipments }) => shipments[0]?.provenance ?? null,
  },
  way: {
    group: 'feasibility',
    title: 'way it goes',
    sources: ['order'],
    allowedAgeHours: null,
    observe: ({ line }) => line.provenance,
  },
  wayHistory: {
    group: 'feasibility',
    title: 'past of its way, item and supplier',
    sources: [],
    allowedAgeHours: null,
    observe: (snapshot) =>
      ['route', 'item', 'supplier', 'carrierService'].map((name) => ownPast(snapshot, name)).find(Boolean) ?? null,
  },
} as const satisfies Record<string, Signal>;
