import { MS_PER_DAY, MS_PER_HOUR } from '../../../src/providers/index.ts';
import { COURIER } from './build/mix.ts';
import type { Line } from './model/line.ts';
import { nextDeparture } from './schedule.ts';
import { homeSite, type Sim } from './sim.ts';
import { positionOf } from './stock.ts';
import type { SimTime } from './state.ts';
import { quotedDelivery } from './transit-quote.ts';

/** The two dates of a promise. */
export interface Promised {
  readonly shipBy: SimTime;
  readonly deliverBy: SimTime;
}

/**
 * What the ERP promises for a line: the first hand-over of its carrier service that lies the usual processing time behind the
 * order, or behind the next receipt that is not yet spoken for where there is no stock; and the delivery that the carrier quotes from
 * there. If the customer wants it later, as late as that. It knows nothing of queues, people or weather: that is why promises break.
 */
export function promiseFor(sim: Sim, line: Line): Promised {
  const earliest = departingFrom(sim, line, availableFrom(sim, line) + processingMs(sim, line));
  if (line.requestedDeliverBy <= earliest.deliverBy) return earliest;
  return { shipBy: latestShipBy(sim, line, earliest, line.requestedDeliverBy), deliverBy: line.requestedDeliverBy };
}

/** The hand-over and the delivery of a line that is ready from an instant on. */
export function departingFrom(sim: Sim, line: Line, from: SimTime): Promised {
  const shipBy = nextDeparture(line.site, line.carrier, from);
  return { shipBy, deliverBy: quotedDelivery(line.site, line.carrier, homeSite(sim, line.order.customer), shipBy) };
}

/** The last hand-over that still makes a delivery, counted from one that does; a week's worth of tries. */
export function latestShipBy(sim: Sim, line: Line, { shipBy }: Promised, deliverBy: SimTime): SimTime {
  let latest = shipBy;
  const from = Math.max(shipBy, deliverBy - 9 * MS_PER_DAY);
  for (let day = 0; day < 9; day += 1) {
    const next = departingFrom(sim, line, from + day * MS_PER_DAY);
    if (next.deliverBy <= deliverBy && next.shipBy > latest) latest = next.shipBy;
  }
  return latest;
}

/** Now where it has stock; else when the purchase is expected that covers it and all who wait before it. */
function availableFrom(sim: Sim, line: Line): SimTime {
  const { now } = sim.clock;
  const position = positionOf(line);
  if (!position || line.backordered === 0) return now;
  let wanted = position.waiting.reduce((sum, { backordered }) => sum + backordered, 0) - Math.max(0, position.free);
  for (const purchase of position.inbound) {
    wanted -= purchase.quantity;
    if (wanted <= 0) return Math.max(now, purchase.expectedAt);
  }
  return now + (line.item.supplier.leadDays + 2) * MS_PER_DAY;
}

function processingMs({ parameters }: Sim, { carrier }: Line): number {
  const { processingHours, courierProcessingHours } = parameters;
  return (carrier.index === COURIER ? courierProcessingHours : processingHours) * MS_PER_HOUR;
}
