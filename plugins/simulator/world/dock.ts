import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import { weekdayOf } from '../engine/zone-clock.ts';
import { issueInvoice } from './invoices.ts';
import type { Line } from './model/line.ts';
import type { Service } from './model/service.ts';
import { Shipment } from './model/shipment.ts';
import type { Site } from './model/site.ts';
import { EVENT } from './purposes.ts';
import { planDelivery } from './deliveries.ts';
import { nextNumber, touch, touchLine, type Sim } from './sim.ts';
import { positionOf } from './stock.ts';

/** Sites and services in one number, for an event. */
export const SERVICES_LIMIT = 16;

/** Plans the departures of a site's day that are still to come. */
export function planDepartures(sim: Sim, site: Site): void {
  const day = site.wallClock.dayOf(sim.clock.now);
  const weekday = weekdayOf(day);
  for (const service of sim.services) {
    service.bookedAt[site.index] = 0;
    for (const { minute, weekdays } of service.departures) {
      const at = site.wallClock.instantOf(day, minute);
      if (weekdays.includes(weekday) && at > sim.clock.now)
        sim.heap.add(at, EVENT.departure, site.index * SERVICES_LIMIT + service.index);
    }
    countBooked(sim, service);
  }
}

/**
 * A truck leaves with what stands at the dock for its service: all of it, or as much as the doors and the carrier take, earliest
 * promise first. The rest waits for the next one.
 */
export function depart(sim: Sim, site: Site, service: Service): void {
  const waiting = site.staged[service.index] ?? [];
  const loaded = fitting(sim, site, service, waiting.filter(mayLeave));
  if (loaded.length === 0) return;
  const leaving = new Set(loaded);
  site.staged[service.index] = loaded.length === waiting.length ? [] : waiting.filter((line) => !leaving.has(line));
  site.loadedLines += loaded.length;
  service.bookedAt[site.index] = (service.bookedAt[site.index] ?? 0) + loaded.length;
  countBooked(sim, service);
  for (const shipment of byOrder(sim, site, service, loaded)) send(sim, shipment);
}

/** Where the customer takes a line whole or not at all, what was picked waits for the rest. */
function mayLeave({ terms, staged, openQuantity }: Line): boolean {
  return terms.acceptsPartial || staged === openQuantity;
}

function fitting(sim: Sim, site: Site, service: Service, waiting: readonly Line[]): readonly Line[] {
  if (sim.clock.now - site.loadedSince >= MS_PER_HOUR) {
    site.loadedSince = sim.clock.now;
    site.loadedLines = 0;
  }
  const doors = site.linesPerDockHour - site.loadedLines;
  const carrier = (service.capacityAt[site.index] ?? 0) - (service.bookedAt[site.index] ?? 0);
  const room = Math.max(0, Math.floor(Math.min(doors, carrier)));
  if (waiting.length <= room) return waiting;
  return [...waiting].sort((a, b) => a.promisedDeliverBy - b.promisedDeliverBy || a.key - b.key).slice(0, room);
}

function byOrder(sim: Sim, site: Site, service: Service, lines: readonly Line[]): Iterable<Shipment> {
  const shipments = new Map<number, Shipment>();
  for (const line of lines) {
    const { order } = line;
    const shipment =
      shipments.get(order.number) ??
      new Shipment(nextNumber(sim, 'shipment'), order, site, service, sim.clock.now, order.shipments);
    shipments.set(order.number, shipment);
    shipment.contents.push({ line, quantity: line.staged });
  }
  return shipments.values();
}

function send(sim: Sim, shipment: Shipment): void {
  const { now } = sim.clock;
  const { order, carrier, contents } = shipment;
  const freight = Math.round((carrier.priceMinor * (1 + 0.25 * (contents.length - 1))) / contents.length); // more lines, heavier
  order.shipments += 1;
  for (const { line, quantity } of contents) {
    const position = positionOf(line);
    if (position) position.movements.shipped += quantity;
    line.isStaged = false;
    line.staged = 0;
    line.picked -= quantity;
    line.shipped += quantity;
    line.shippedAt = now;
    line.freightMinor += freight;
    if (now <= line.firstPromisedShipBy) line.shippedOnTimeQuantity += quantity;
    touchLine(sim, line, line.shipped);
  }
  sim.shipments.set(shipment.number, shipment);
  planDelivery(sim, shipment);
  touch(sim, 'shipment', shipment, contents.length);
  issueInvoice(sim, shipment);
}

function countBooked(sim: Sim, service: Service): void {
  service.linesBooked = service.bookedAt.reduce((sum, lines) => sum + lines, 0);
  touch(sim, 'carrierService', service, service.linesBooked);
}
