import { availableBy } from '../../domain/atp.ts';
import type { CarrierService } from '../../domain/master-data.ts';
import type { Costs } from '../../domain/priority/cost-settings.ts';
import { holdsOn } from '../../domain/queue.ts';
import type { Instant } from '../../domain/time.ts';
import { toBookMinor } from '../priority/book-money.ts';
import type { SiteStock, Snapshot } from '../snapshot.ts';
import type { Candidate } from './remedy.ts';

/**
 * The single changes that are feasible for a line: there is stock for it, the service leaves from its site and is faster, the
 * contract allows it. None is tried yet. A line that has left can no longer be changed.
 */
export function candidatesFor(
  snapshot: Snapshot,
  services: readonly CarrierService[],
  costs: Costs,
): readonly Candidate[] {
  if (snapshot.line.status !== 'open') return [];
  return [
    ...releaseNow(snapshot, costs),
    ...clearHold(snapshot, costs),
    ...fasterServices(snapshot, services, costs),
    ...otherSites(snapshot, costs),
    ...substitutes(snapshot, costs),
  ];
}

function releaseNow({ order, line, site }: Snapshot, { changes }: Costs): Candidate[] {
  if (holdsOn(order, line).length > 0 || !site?.workload || site.workload.queuedHours === 0) return [];
  const said = `release it now, ahead of what waits at ${site.name}`;
  return [{ kinds: ['release-now'], said, changes: { isFirstAtSite: true }, costMinor: changes.releaseNow }];
}

function clearHold({ order, line }: Snapshot, { changes }: Costs): Candidate[] {
  const holds = holdsOn(order, line);
  if (holds.length === 0) return [];
  const said = `clear the hold (${holds.map(({ kind }) => kind).join(', ')})`;
  return [{ kinds: ['clear-hold'], said, changes: { hold: 'none' }, costMinor: changes.clearHold }];
}

function fasterServices(
  { line, carrierService }: Snapshot,
  services: readonly CarrierService[],
  costs: Costs,
): Candidate[] {
  const now = carrierService?.transitDaysP90 ?? carrierService?.transitDays ?? null;
  if (now === null || !carrierService) return [];
  return services
    .filter(({ id, transitDaysP90, transitDays, cutoffs, capacity }) => {
      const days = transitDaysP90 ?? transitDays;
      const leavesHere = cutoffs.length === 0 || cutoffs.some(({ siteId }) => siteId === line.siteId);
      const isFull = capacity !== null && capacity.linesBooked >= capacity.linesPerDay;
      return id !== line.carrierServiceId && days !== null && days < now && leavesHere && !isFull;
    })
    .map((service) => ({
      kinds: ['faster-service' as const],
      said: `send it by ${service.carrier} ${service.service}`,
      changes: { carrierServiceId: service.id },
      costMinor: dearerBy(carrierService, service, costs),
    }));
}

/** What the other service costs more, with the work of changing; null while a price is unknown. */
function dearerBy(now: CarrierService, other: CarrierService, costs: Costs): number | null {
  const [before, after] = [toBookMinor(now.price, costs), toBookMinor(other.price, costs)];
  return before === null || after === null ? null : Math.max(0, after - before) + costs.changes.changeService;
}

function otherSites({ line, stock, asOf }: Snapshot, { changes }: Costs): Candidate[] {
  return stock
    .filter((there) => there.siteId !== line.siteId && covers(there, line.quantity, asOf))
    .map(({ siteId }) => ({
      kinds: ['ship-from' as const],
      said: `ship it from ${siteId}`,
      changes: { siteId },
      costMinor: changes.shipFromElsewhere,
    }));
}

/** Only for a customer whose contract accepts them. */
function substitutes({ line, customer, item, substitutes: found, asOf }: Snapshot, costs: Costs): Candidate[] {
  if (!item || customer?.terms?.acceptsSubstitutes !== true) return [];
  return found.flatMap(({ itemId, stock }) => {
    const there = stock.find((one) => covers(one, line.quantity, asOf));
    if (!there) return [];
    const isElsewhere = there.siteId !== line.siteId;
    return {
      kinds: isElsewhere ? (['substitute', 'ship-from'] as const) : (['substitute'] as const),
      said: `send ${itemId} in its place${isElsewhere ? ` from ${there.siteId}` : ''}`,
      changes: { itemId, siteId: there.siteId },
      costMinor: costs.changes.substitute + (isElsewhere ? costs.changes.shipFromElsewhere : 0),
    };
  });
}

function covers(
  { inventory, claims }: SiteStock,
  { value, uom }: { value: number; uom: string },
  asOf: Instant,
): boolean {
  if (inventory?.onHand.uom !== uom) return false;
  const stock = { onHand: inventory.onHand.value, allocated: inventory.allocated, receipts: [] };
  return availableBy(stock, claims, asOf) >= value;
}
