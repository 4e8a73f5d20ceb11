import type { Hold, Order } from './model/order.ts';
import { enterQueue, leaveQueue } from './pick-queue.ts';
import { touch, type Sim } from './sim.ts';

/** Blocks an order, or one line of it, from being picked until the hold is lifted. */
export function placeHold(sim: Sim, order: Order, hold: Omit<Hold, 'id' | 'placedAt'>): Hold {
  const placed = { ...hold, id: `${order.id}-H${(order.holdsPlaced += 1)}`, placedAt: sim.clock.now };
  order.holds = [...order.holds, placed];
  for (const line of order.lines) if (line.isHeld) leaveQueue(line);
  touch(sim, 'order', order, order.holdsPlaced);
  return placed;
}

/** Lifts a hold; what may then be picked waits for the next wave. */
export function liftHold(sim: Sim, order: Order, hold: Hold): void {
  order.holds = order.holds.filter((other) => other !== hold);
  for (const line of order.lines) if (!line.isClosed) enterQueue(line);
  touch(sim, 'order', order, -order.holdsPlaced);
}
