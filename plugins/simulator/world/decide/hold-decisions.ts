import { resolve } from '../exceptions.ts';
import { liftHold, placeHold } from '../holds.ts';
import type { Sim } from '../sim.ts';
import { openLine, openOrder } from './find.ts';
import { refused, type Deed, type DecisionOf, type Refusal } from './refusal.ts';

/** Lifts a hold; the exception behind it needs no more work. */
export function releaseHold(sim: Sim, { orderId, holdId }: DecisionOf<'release'>): Deed | Refusal {
  const found = openOrder(sim, orderId);
  if ('reason' in found) return found;
  const hold = found.order.holds.find(({ id }) => id === holdId);
  if (!hold) return refused(`order ${orderId} has no hold ${holdId}`);
  const { order } = found;
  return () => (hold.behind ? resolve(sim, hold.behind, 'released by decision') : liftHold(sim, order, hold));
}

/** Blocks an order or one line of it; one hold of a kind at a time. */
export function holdOrder(sim: Sim, decision: DecisionOf<'hold'>): Deed | Refusal {
  const { orderId, lineNumber, kind, reason } = decision;
  const found = lineNumber === null ? openOrder(sim, orderId) : openLine(sim, { orderId, lineNumber });
  if ('reason' in found) return found;
  const order = 'order' in found ? found.order : found.line.order;
  const isHeld = order.holds.some((hold) => hold.kind === kind && hold.lineNumber === lineNumber);
  if (isHeld) return refused(`order ${orderId} has a ${kind} hold already`);
  return () => placeHold(sim, order, { kind, reason, lineNumber, behind: null });
}
