import { MS_PER_DAY } from '../../../src/providers/index.ts';
import { enterQueue } from './pick-queue.ts';
import type { Line } from './model/line.ts';
import type { Order } from './model/order.ts';
import type { LineOutcome } from './outcomes.ts';
import { EVENT } from './purposes.ts';
import { touchLine, type Sim } from './sim.ts';
import type { SimTime } from './state.ts';
import { positionOf } from './stock.ts';
import { charge } from './credit.ts';

/** After a delivery: a line of which nothing is open any more is closed. */
export function settleDelivered(sim: Sim, line: Line): void {
  touchLine(sim, line, line.delivered);
  if (line.openQuantity === 0 && line.delivered === line.shipped) close(sim, line);
}

/** A customer who has waited too long cancels what has no stock. */
export function endPatience(sim: Sim, line: Line): void {
  if (line.isClosed || line.backordered === 0) return;
  if (line.order.isTold && !line.wasPatient) return waitLonger(sim, line);
  const quantity = line.backordered;
  const position = positionOf(line);
  line.backordered = 0;
  line.cancelledQuantity += quantity;
  if (position) position.waiting = position.waiting.filter((other) => other !== line);
  charge(sim, line.order.customer, -Math.round((line.valueMinor * quantity) / line.quantity));
  if (line.allocated > 0) enterQueue(line);
  settleDelivered(sim, line);
}

/**
 * What a line late by now, or never delivered, costs: its terms' daily share of the value of the late goods for each day begun, and
 * the flat sum, up to the cap.
 */
export function penaltyOf(line: Line, now: SimTime): number {
  const end = line.isClosed && line.cancelledQuantity === 0 ? (line.deliveredAt ?? now) : now;
  if (end <= line.penaltyFrom) return 0;
  const { latePenaltyRatioPerDay, latePenaltyFlat, latePenaltyCapRatio } = line.terms;
  const lateRatio = 1 - line.punctualQuantity / line.quantity;
  if (lateRatio <= 0) return 0;
  const days = Math.ceil((end - line.penaltyFrom) / MS_PER_DAY);
  const owed = line.valueMinor * lateRatio * latePenaltyRatioPerDay * days + (latePenaltyFlat?.amountMinor ?? 0);
  return Math.round(latePenaltyCapRatio === null ? owed : Math.min(owed, latePenaltyCapRatio * line.valueMinor));
}

/** Who was told waits once more, for half of the usual patience. Assumed. */
function waitLonger(sim: Sim, line: Line): void {
  line.wasPatient = true;
  const ms = Math.round((sim.parameters.patienceDays / 2) * MS_PER_DAY);
  sim.heap.add(sim.clock.now + ms, EVENT.patienceEnds, line.key);
}

function close(sim: Sim, line: Line): void {
  if (line.isClosed) return;
  const { order } = line;
  line.isClosed = true;
  const outcome = outcomeOf(line, sim.clock.now);
  sim.kpi.addClosed(line, outcome);
  sim.observer.lineClosed?.(line, outcome, sim.clock.now);
  order.openLines -= 1;
  order.isOnTimeInFull &&= outcome.isOnTimeInFull;
  if (order.openLines === 0) closeOrder(sim, order);
}

function closeOrder(sim: Sim, order: Order): void {
  const deliveries = order.lines.map(({ deliveredAt }) => deliveredAt).filter((at) => at !== null);
  sim.kpi.addClosedOrder(order, deliveries.length === 0 ? null : Math.max(...deliveries));
  if (!sim.keepClosed) sim.orders.delete(order.number);
}

function outcomeOf(line: Line, now: SimTime): LineOutcome {
  const penaltyMinor = penaltyOf(line, now);
  const shippedRatio = line.shipped / line.quantity;
  return {
    shippedAt: line.shippedAt,
    deliveredAt: line.deliveredAt,
    shippedQuantity: line.shipped,
    onTimeQuantity: line.onTimeQuantity,
    isInFull: line.delivered === line.quantity,
    isOnTimeInFull: line.onTimeQuantity === line.quantity,
    penaltyMinor,
    marginMinor: Math.round((line.valueMinor - line.costMinor) * shippedRatio) - line.freightMinor - penaltyMinor,
    hadException: line.hadException,
  };
}
