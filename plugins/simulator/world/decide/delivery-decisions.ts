import { MS_PER_DAY } from '../../../../src/providers/index.ts';
import type { Line } from '../model/line.ts';
import type { Service } from '../model/service.ts';
import { departingFrom, latestShipBy } from '../promise.ts';
import { touchLine, type Sim } from '../sim.ts';
import type { SimTime } from '../state.ts';
import { stage } from '../waves.ts';
import { openLine } from './find.ts';
import { refused, type Deed, type DecisionOf, type Refusal } from './refusal.ts';

/** Promises a later delivery. What the customer's terms let move without harm, moves the penalty clause along. */
export function reschedule(sim: Sim, decision: DecisionOf<'reschedule'>): Deed | Refusal {
  const found = openLine(sim, decision);
  if ('reason' in found) return found;
  const { line } = found;
  const deliverBy = decision.promisedDeliverBy;
  if (!(deliverBy > sim.clock.now)) return refused('expected a delivery in the future');
  if (!(deliverBy > line.promisedDeliverBy))
    return refused('expected a later delivery than the one promised: to be earlier, reroute');
  if (deliverBy > sim.clock.now + LONGEST_DAYS * MS_PER_DAY)
    return refused(`expected a delivery within ${LONGEST_DAYS} days`);
  return () => promiseLater(sim, line, deliverBy);
}

/** Sends what is still here with another carrier service. The promise stays as it is. */
export function reroute(sim: Sim, decision: DecisionOf<'reroute'>): Deed | Refusal {
  const found = openLine(sim, decision);
  if ('reason' in found) return found;
  const { line } = found;
  const service = sim.services.find(({ id }) => id === decision.carrierServiceId);
  if (!service) return refused(`there is no carrier service ${decision.carrierServiceId}`);
  if (service === line.carrier) return refused(`the line goes with ${service.id} already`);
  const isFar = line.site.region !== line.order.customer.region;
  if (service.quotedDays === null && isFar)
    return refused(`${service.id} does not go from ${line.site.id} to that region`);
  return () => {
    changeCarrier(line, service);
    touchLine(sim, line, 12);
  };
}

const LONGEST_DAYS = 365;

function promiseLater(sim: Sim, line: Line, deliverBy: SimTime): void {
  const earliest = departingFrom(sim, line, sim.clock.now);
  line.promisedShipBy = Math.max(line.promisedShipBy, latestShipBy(sim, line, earliest, deliverBy));
  line.promisedDeliverBy = deliverBy;
  const agreed = line.firstPromisedDeliverBy + line.terms.flexibleDays * MS_PER_DAY;
  line.penaltyFrom = Math.max(line.penaltyFrom, Math.min(deliverBy, agreed));
  touchLine(sim, line, 11);
}

/** What stands at the dock already is carried over to the other lane. */
function changeCarrier(line: Line, service: Service): void {
  const { site, carrier } = line;
  if (line.isStaged) site.staged[carrier.index] = (site.staged[carrier.index] ?? []).filter((other) => other !== line);
  line.isStaged = false;
  line.carrier = service;
  stage(site, line);
}
