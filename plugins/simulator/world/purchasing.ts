import { MS_PER_DAY, MS_PER_HOUR } from '../../../src/providers/index.ts';
import { PORT_SITE } from './build/sites.ts';
import { PORT } from './exception-words.ts';
import { openException } from './exceptions.ts';
import { addToLots } from './lots.ts';
import type { Line } from './model/line.ts';
import type { Position } from './model/position.ts';
import { Purchase } from './model/purchase.ts';
import type { Site } from './model/site.ts';
import { departingFrom } from './promise.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { nextNumber, touch, touchLine, type Sim } from './sim.ts';
import { allocateWaiting } from './stock.ts';
import type { SimTime } from './state.ts';

/**
 * Each morning a site orders what has fallen below its reorder point: at hand and on order, less what is bound or waited for. What a
 * supplier could not send counts as on order until the shortage ends: ordering it again would bring nothing more.
 */
export function reviewStock(sim: Sim, site: Site): void {
  for (const position of site.positions) if (position) reorder(sim, position);
}

/** Orders from the supplier, and plans what the supplier will really do. */
export function buy(sim: Sim, position: Position, quantity: number, leadDays: number): void {
  const { now } = sim.clock;
  const index = (position.purchases += 1);
  const random = sim.randomness.of(PURPOSE.purchase, position.number, index);
  const expectedAt = now + Math.round(leadDays * MS_PER_DAY);
  const sent = isShort(sim, position) ? Math.max(1, Math.round(quantity * sim.parameters.shortageFillRatio)) : quantity;
  const purchase = new Purchase(nextNumber(sim, 'supply'), position, index, sent, now, expectedAt);
  const { lateRatio, lateDays, veryLateRatio, veryLateDays } = sim.parameters;
  const [fate, news] = [random.next(), random.between(0.6, 1)];
  const long = random.exponential(veryLateDays);
  const some = random.exponential(lateDays);
  const lateChance = Math.min(0.9, lateRatio * position.item.supplier.unreliability);
  const delayDays = fate < veryLateRatio ? veryLateDays / 2 + long / 2 : fate < veryLateRatio + lateChance ? some : 0;
  const arrivesAt = workingHour(expectedAt + delayDays * MS_PER_DAY, position.site);
  position.unsent += quantity - sent;
  sim.purchases.set(purchase.number, purchase);
  insertByDate(position.inbound, purchase);
  sim.heap.add(arrivesAt, EVENT.receipt, purchase.number);
  if (delayDays >= 1) sim.heap.add(now + Math.round((expectedAt - now) * news), EVENT.supplyNews, purchase.number);
  touch(sim, 'supply', purchase, sent);
}

/** Goods arrive and go to those who wait for them. Imports may first be held up at a clogged port. */
export function receive(sim: Sim, purchase: Purchase): void {
  const { position, quantity } = purchase;
  if (isHeldUpAtPort(sim, purchase)) return holdUpAtPort(sim, purchase);
  purchase.receivedAt = sim.clock.now;
  position.inbound.splice(position.inbound.indexOf(purchase), 1);
  position.onHand += quantity;
  position.movements.received += quantity;
  addToLots(position, `${position.item.id}-${purchase.id}`, quantity, sim.clock.now);
  touch(sim, 'supply', purchase, quantity);
  touch(sim, 'inventory', position, position.onHand);
  if (!sim.keepClosed) sim.purchases.delete(purchase.number);
  allocateWaiting(sim, position);
}

/** The supplier says that it will be late, and by how much it thinks: some of the lines that wait are promised anew. */
export function tellSupplyDelay(sim: Sim, purchase: Purchase): void {
  if (purchase.receivedAt !== null) return;
  const random = sim.randomness.of(PURPOSE.purchase, purchase.position.number, 1e6 + purchase.indexAtPosition);
  postpone(sim, purchase, Math.max(1, random.exponential(sim.parameters.lateDays)));
}

function reorder(sim: Sim, position: Position): void {
  let coming = position.onHand - position.allocated + position.unsent;
  for (const { quantity } of position.inbound) coming += quantity;
  for (const { backordered } of position.waiting) coming -= backordered;
  if (coming > position.reorderPoint) return;
  const lots = Math.ceil((position.reorderPoint + 1 - coming) / position.orderQuantity);
  buy(sim, position, lots * position.orderQuantity, position.item.supplier.leadDays);
}

function isShort({ isComponentShort, components }: Sim, { item }: Position): boolean {
  return isComponentShort && components.includes(item);
}

function isHeldUpAtPort(sim: Sim, { position, wasHeldUp }: Purchase): boolean {
  if (wasHeldUp || !position.item.supplier.isImport || position.site.id !== PORT_SITE) return false;
  return [...sim.ongoing].some(({ type }) => type === 'port-congestion');
}

function holdUpAtPort(sim: Sim, purchase: Purchase): void {
  purchase.wasHeldUp = true;
  const random = sim.randomness.of(PURPOSE.portDelay, purchase.position.number, purchase.indexAtPosition);
  const days = 1 + random.exponential(sim.parameters.portDelayDays);
  sim.heap.add(workingHour(sim.clock.now + days * MS_PER_DAY, purchase.position.site), EVENT.receipt, purchase.number);
  postpone(sim, purchase, days, PORT);
}

function postpone(sim: Sim, purchase: Purchase, days: number, cause?: string): void {
  const { position } = purchase;
  purchase.expectedAt = Math.max(purchase.expectedAt, sim.clock.now) + Math.round(days * MS_PER_DAY);
  position.inbound.splice(position.inbound.indexOf(purchase), 1);
  insertByDate(position.inbound, purchase);
  touch(sim, 'supply', purchase, days);
  if (position.waiting.length === 0) return;
  openException(sim, { type: 'supply-delay', order: null, lines: [], supplyId: purchase.id, ...(cause && { cause }) });
  for (const line of position.waiting) repromise(sim, line, purchase.expectedAt);
}

/** The ERP promises some waiting lines anew; the first promise stays on record, and the penalty clause counts from it. */
function repromise(sim: Sim, line: Line, expectedAt: SimTime): void {
  line.hadException = true;
  if (!sim.randomness.of(PURPOSE.repromise, line.key).chance(sim.parameters.repromiseRatio)) return;
  const { shipBy, deliverBy } = departingFrom(sim, line, expectedAt + sim.parameters.processingHours * MS_PER_HOUR);
  if (deliverBy <= line.promisedDeliverBy) return;
  line.promisedShipBy = shipBy;
  line.promisedDeliverBy = deliverBy;
  touchLine(sim, line, 7);
}

function insertByDate(inbound: Purchase[], purchase: Purchase): void {
  let place = inbound.length;
  while (place > 0 && (inbound[place - 1]?.expectedAt ?? 0) > purchase.expectedAt) place -= 1;
  inbound.splice(place, 0, purchase);
}

/** The next time between 7 and 15 o'clock at a site: when goods are taken in. */
function workingHour(at: SimTime, { wallClock }: Site): SimTime {
  const minute = wallClock.minuteOf(at);
  const day = wallClock.dayOf(at);
  if (minute < 7 * 60) return wallClock.instantOf(day, 7 * 60);
  return minute > 15 * 60 ? wallClock.instantOf(day + 1, 7 * 60) : Math.round(at);
}
