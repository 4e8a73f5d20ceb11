import type { CarrierServiceRecord, CustomerRecord, ItemRecord, SiteRecord } from '../../../src/providers/index.ts';
import { UOM, type CarrierServiceState, type CustomerState, type ItemState, type SiteState } from '../world/state.ts';
import { instantAt, money } from './values.ts';

export function siteRecord(site: SiteState): SiteRecord {
  return {
    kind: 'site',
    id: site.id,
    name: site.name,
    zone: site.zone,
    workload: {
      observedAt: instantAt(site.changedAt),
      openLines: site.openLines,
      queuedHours: site.queuedHours,
      crew: site.crew,
      laborHours: site.laborHoursAhead,
      docks: site.docks,
      docksBusy: site.docksBusy,
    },
    changedAt: instantAt(site.changedAt),
  };
}

/** What is also an attribute can be a feature of a model. */
export function itemRecord(item: ItemState): ItemRecord {
  return {
    kind: 'item',
    id: item.id,
    name: item.name,
    category: item.category,
    uom: UOM,
    unitCost: money(item.unitCostMinor),
    velocity: item.velocity,
    substituteIds: [...item.substituteIds],
    shelfLifeDays: item.shelfLifeDays,
    attributes: { category: item.category, velocity: item.velocity },
    changedAt: instantAt(item.changedAt),
  };
}

export function customerRecord(customer: CustomerState): CustomerRecord {
  const { segment, tier } = customer;
  return {
    kind: 'customer',
    id: customer.id,
    name: customer.name,
    tier,
    segment,
    country: customer.country,
    terms: { ...customer.terms },
    creditLimit: money(customer.creditLimitMinor),
    creditUsed: money(customer.creditUsedMinor),
    yearlyMargin: money(customer.yearlyMarginMinor),
    attributes: { segment, tier, priorityCode: customer.priorityCode },
    changedAt: instantAt(customer.changedAt),
  };
}

export function carrierServiceRecord(service: CarrierServiceState): CarrierServiceRecord {
  return {
    kind: 'carrierService',
    id: service.id,
    carrier: service.carrier,
    service: service.service,
    transitDays: service.transitDays,
    transitDaysP90: service.transitDaysP90,
    price: money(service.priceMinor),
    cutoffs: service.cutoffs.map((cutoff) => ({ ...cutoff, weekdays: [...cutoff.weekdays] })),
    capacity: {
      linesPerDay: service.linesPerDay,
      linesBooked: service.linesBooked,
      observedAt: instantAt(service.changedAt),
    },
    changedAt: instantAt(service.changedAt),
  };
}
