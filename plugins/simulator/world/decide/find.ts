import type { Line } from '../model/line.ts';
import type { Order } from '../model/order.ts';
import { numberOf } from '../identifiers.ts';
import type { Sim } from '../sim.ts';
import { refused, type Refusal } from './refusal.ts';

/** An order with something open, or why there is none. */
export function openOrder(sim: Sim, orderId: string): { readonly order: Order } | Refusal {
  const order = sim.orders.get(numberOf('order', orderId) ?? 0);
  if (!order) return refused(`there is no order ${orderId}`);
  return order.openLines === 0 ? refused(`order ${orderId} is closed`) : { order };
}

/** A line of which something has not left yet, or why there is none. */
export function openLine(
  sim: Sim,
  { orderId, lineNumber }: { readonly orderId: string; readonly lineNumber: string },
): { readonly line: Line } | Refusal {
  const order = sim.orders.get(numberOf('order', orderId) ?? 0);
  const line = order?.lines.find((each) => each.lineNumber === lineNumber);
  if (!line) return refused(`there is no line ${lineNumber} of an order ${orderId}`);
  if (line.openQuantity > 0) return { line };
  return refused(`line ${orderId}/${lineNumber} ${line.cancelled ? 'is cancelled' : 'has shipped'}`);
}

/** The same, of which nothing has been picked: it may still change its item or its site. */
export function untouchedLine(
  sim: Sim,
  where: { readonly orderId: string; readonly lineNumber: string },
): { readonly line: Line } | Refusal {
  const found = openLine(sim, where);
  if ('reason' in found) return found;
  const { picked, shipped } = found.line;
  if (picked + shipped === 0) return found;
  return refused(`line ${where.orderId}/${where.lineNumber}: ${picked + shipped} pieces are picked already`);
}
