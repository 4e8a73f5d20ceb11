import { touch, type Sim } from '../sim.ts';
import { openOrder } from './find.ts';
import { refused, type Deed, type DecisionOf, type Refusal } from './refusal.ts';

/** Writes a note on an order: it stays among the decisions, and changes nothing else. */
export function noteOrder(sim: Sim, { orderId, text }: DecisionOf<'note'>): Deed | Refusal {
  const found = openOrder(sim, orderId);
  if ('reason' in found) return found;
  if (text.trim() === '') return refused('expected a text, came an empty one');
  return () => touch(sim, 'order', found.order, 13);
}

/** Tells the customer: who knows waits longer before cancelling. Telling twice does not help twice. */
export function notifyCustomer(sim: Sim, { orderId, text }: DecisionOf<'notify'>): Deed | Refusal {
  const found = openOrder(sim, orderId);
  if ('reason' in found) return found;
  if (text.trim() === '') return refused('expected a text, came an empty one');
  return () => {
    found.order.isTold = true;
    touch(sim, 'order', found.order, 14);
  };
}
