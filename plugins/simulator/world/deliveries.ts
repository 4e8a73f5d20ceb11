import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import type { Random } from '../engine/random.ts';
import { settleDelivered } from './close.ts';
import { WEATHER } from './exception-words.ts';
import { openException } from './exceptions.ts';
import { disputeLater } from './invoices.ts';
import type { Shipment } from './model/shipment.ts';
import type { Site } from './model/site.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { planReturn } from './returns.ts';
import { addDeliveryDays } from './schedule.ts';
import { homeSite, touch, type Sim } from './sim.ts';
import type { SimTime } from './state.ts';
import { COURIER_HOURS, quotedDaysOf, quotedDelivery } from './transit-quote.ts';

/** Draws how a shipment will travel, and plans its news. None of it can be read before it happens. */
export function planDelivery(sim: Sim, shipment: Shipment): void {
  const { order, site, carrier } = shipment;
  const destination = homeSite(sim, order.customer);
  shipment.etaAt = quotedDelivery(site, carrier, destination, shipment.departedAt);
  const isBadWeather = [...sim.ongoing].some(({ type, region }) => type === 'weather' && region === destination.region);
  const random = sim.randomness.of(PURPOSE.transit, order.number, shipment.indexInOrder);
  const at = drawDelivery(sim, shipment, destination, isBadWeather, random);
  const fails = random.chance(sim.parameters.failedDeliveryRatio);
  const isTold = random.chance(sim.parameters.toldOfDelayRatio);
  if (fails) sim.heap.add(at, EVENT.failedDelivery, shipment.number);
  else sim.heap.add(at, EVENT.delivery, shipment.number);
  if (at > shipment.etaAt && isTold) sim.heap.add(newsAt(shipment, destination), EVENT.delayNews, shipment.number);
}

/** The carrier tried and found nobody: it comes again on the next delivery day. */
export function failDelivery(sim: Sim, shipment: Shipment): void {
  const destination = homeSite(sim, shipment.order.customer);
  const day = addDeliveryDays(destination.wallClock.dayOf(sim.clock.now), 1);
  shipment.failedAt = sim.clock.now;
  shipment.etaAt = destination.wallClock.endOfDay(day);
  sim.heap.add(destination.wallClock.instantOf(day, 11 * 60), EVENT.delivery, shipment.number);
  touch(sim, 'shipment', shipment, 2);
}

/** The carrier says that a shipment is late: a day later, as far as it knows. */
export function tellDelay(sim: Sim, shipment: Shipment): void {
  if (shipment.deliveredAt !== null) return;
  const destination = homeSite(sim, shipment.order.customer);
  const day = addDeliveryDays(destination.wallClock.dayOf(sim.clock.now), 1);
  shipment.etaAt = destination.wallClock.endOfDay(day);
  openException(sim, {
    type: 'shipment-delay',
    order: shipment.order,
    lines: shipment.contents.map(({ line }) => line),
    ...(shipment.isHeldUpByWeather && { cause: WEATHER }),
  });
  touch(sim, 'shipment', shipment, 3);
}

/** Goods arrive: what of them was wanted by now counts, and what came of the line is settled. */
export function deliver(sim: Sim, shipment: Shipment): void {
  const { now } = sim.clock;
  shipment.deliveredAt = now;
  shipment.etaAt = null;
  touch(sim, 'shipment', shipment, 4);
  for (const { line, quantity } of shipment.contents) {
    line.delivered += quantity;
    line.deliveredAt = now;
    if (now <= line.firstPromisedDeliverBy) line.onTimeQuantity += quantity;
    if (now <= line.penaltyFrom) line.punctualQuantity += quantity;
    planReturn(sim, line, quantity);
    settleDelivered(sim, line);
  }
  disputeLater(sim, shipment);
  if (!sim.keepClosed) sim.shipments.delete(shipment.number);
}

function drawDelivery(
  { parameters, clock }: Sim,
  shipment: Shipment,
  destination: Site,
  isBadWeather: boolean,
  random: Random,
): SimTime {
  const { order, departedAt, site, carrier } = shipment;
  const [late, early, hour] = [random.next(), random.next(), random.between(8, 18)];
  const lateDays = Math.max(1, Math.round(random.exponential(parameters.transitLateDays)));
  const usual = Math.min(0.8, parameters.transitLateRatio * carrier.latenessFactor * order.customer.latenessFactor);
  const lateRatio = Math.max(usual, isBadWeather ? parameters.weatherLateRatio : 0);
  shipment.isHeldUpByWeather = late >= usual && late < lateRatio;
  const days = quotedDaysOf(site, carrier, destination.region);
  if (days === null) {
    const hours = Math.min(COURIER_HOURS.quoted, random.spread(COURIER_HOURS.mean, 0.35));
    return clock.now + Math.round((late < lateRatio ? COURIER_HOURS.quoted + 3 * lateDays : hours) * MS_PER_HOUR);
  }
  const wall = destination.wallClock;
  const sooner = days > 1 && early < EARLY_RATIO ? 1 : 0;
  const day = addDeliveryDays(wall.dayOf(departedAt), days + (late < lateRatio ? lateDays : -sooner));
  return Math.round(wall.instantOf(day, hour * 60));
}

/** Share of shipments of two days and more that come a day before the quote. Assumed. */
const EARLY_RATIO = 0.12;

/** Carriers report in the morning of the day quoted; couriers when half of their time is gone. */
function newsAt({ etaAt, departedAt, carrier }: Shipment, destination: Site): SimTime {
  const eta = etaAt ?? departedAt;
  if (carrier.quotedDays === null) return departedAt + (eta - departedAt) / 2;
  return Math.max(departedAt, destination.wallClock.instantOf(destination.wallClock.dayOf(eta), 7 * 60));
}
