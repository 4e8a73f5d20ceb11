import { AppError, MS_PER_DAY } from '../../../src/providers/index.ts';
import type { Random } from '../engine/random.ts';
import { COURIER, OVERNIGHT, SERVICE_SHARES } from './build/mix.ts';
import { QUANTITY_VARIATION } from './build/positions.ts';
import { servedBy } from './build/sites.ts';
import { checkEntry } from './entry-faults.ts';
import { Line } from './model/line.ts';
import { Order } from './model/order.ts';
import type { Customer } from './model/customer.ts';
import type { Item } from './model/item.ts';
import type { Service } from './model/service.ts';
import type { Site } from './model/site.ts';
import { promiseFor } from './promise.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { homeSite, nextNumber, touch, type Sim } from './sim.ts';
import { allocateNew } from './stock.ts';
import type { Channel, Region, SimTime } from './state.ts';
import { charge } from './credit.ts';

const LINES_LIMIT = 20;

/** An order comes in: it is drawn, allocated, promised, and checked, in this order. */
export function placeOrder(
  sim: Sim,
  { channel, region, draw }: { readonly channel: Channel; readonly region: Region; readonly draw: number },
): void {
  const { clock, parameters, startsAt } = sim;
  const random = sim.randomness.of(PURPOSE.order, draw);
  const customer = sim.choices.draw(channel, region, random);
  const isCounted = clock.now >= startsAt + parameters.warmUpDays * MS_PER_DAY;
  const order = new Order(nextNumber(sim, 'order'), customer, channel, clock.now, isCounted);
  drawLines(sim, order, random);
  sim.orders.set(order.number, order);
  order.openLines = order.lines.length;
  for (const line of order.lines) enter(sim, line);
  charge(
    sim,
    customer,
    order.lines.reduce((sum, line) => sum + line.valueMinor, 0),
  );
  checkEntry(sim, order, draw);
  touch(sim, 'order', order, order.lines.length);
  sim.kpi.addPlaced(order);
  sim.observer.orderPlaced?.(order.lines, clock.now);
}

function drawLines(sim: Sim, order: Order, random: Random): void {
  const { parameters } = sim;
  const wishedAt = drawWish(sim, order.customer, random);
  const service = drawService(sim, order.customer, random);
  const more = 1 - 1 / parameters.linesPerOrder;
  do {
    const item = drawItem(sim, order.customer, random);
    const quantity = Math.max(1, Math.round(random.spread(parameters.quantityPerLine, QUANTITY_VARIATION)));
    const site = sourceOf(sim, item, order.customer);
    const effort = parameters.effortMinutes * (0.6 + (0.4 * quantity) / parameters.quantityPerLine);
    order.lines.push(
      new Line(
        order,
        order.lines.length,
        item,
        quantity,
        item.unitPriceMinor * quantity,
        Math.min(effort, parameters.effortMinutes * 4),
        site,
        carrierFor(sim, service, site, order.customer),
        wishedAt,
      ),
    );
  } while (random.chance(more) && order.lines.length < LINES_LIMIT);
}

/** When the customer wants it: at once, or days ahead for orders that are planned. */
function drawWish({ parameters, clock }: Sim, { segment }: Customer, random: Random): SimTime {
  const [planned, days] = [random.next(), random.spread(parameters.plannedDays, 0.5)];
  const plans = segment === 'municipal' || segment === 'manufacturing';
  return plans && planned < parameters.plannedRatio ? clock.now + Math.max(2, days) * MS_PER_DAY : clock.now;
}

function drawService(sim: Sim, { segment }: Customer, random: Random): number {
  let draw = random.next();
  const shares = SERVICE_SHARES[segment];
  for (let index = 0; index < shares.length; index += 1) {
    draw -= shares[index] ?? 0;
    if (draw < 0) return index;
  }
  return 0;
}

/** Same-day contracts go by courier from the customer's own site, and overnight from elsewhere. */
function carrierFor({ services }: Sim, drawn: number, site: Site, customer: Customer): Service {
  const index = !customer.isSameDay ? drawn : site.region === customer.region ? COURIER : OVERNIGHT;
  return found(services[index], 'carrier service');
}

function drawItem({ parameters, components, items, itemTotals }: Sim, { segment }: Customer, random: Random): Item {
  const wants = segment === 'healthcare' || segment === 'manufacturing' || segment === 'municipal';
  const isComponent = random.next() < parameters.componentShare && wants;
  const item = isComponent ? components[random.below(components.length)] : items[random.pick(itemTotals)];
  return found(item, 'item');
}

function sourceOf(sim: Sim, item: Item, customer: Customer): Site {
  const home = homeSite(sim, customer);
  return sim.sites[servedBy(item, home.index)] ?? home;
}

function enter(sim: Sim, line: Line): void {
  allocateNew(sim, line);
  sim.kpi.addFill(line, line.allocated);
  const { shipBy, deliverBy } = promiseFor(sim, line);
  line.firstPromisedShipBy = line.promisedShipBy = shipBy;
  line.firstPromisedDeliverBy = line.promisedDeliverBy = line.penaltyFrom = deliverBy;
  if (line.backordered > 0) planPatience(sim, line);
}

function found<T>(thing: T | undefined, what: string): T {
  if (thing === undefined) throw new AppError('INVARIANT', `a world has no such ${what}`);
  return thing;
}

/** A customer who waits for stock cancels some time after the promise, unless it came. */
function planPatience(sim: Sim, line: Line): void {
  const days = sim.randomness.of(PURPOSE.patience, line.key).spread(sim.parameters.patienceDays, 0.6);
  sim.heap.add(line.promisedDeliverBy + Math.round(days * MS_PER_DAY), EVENT.patienceEnds, line.key);
}
