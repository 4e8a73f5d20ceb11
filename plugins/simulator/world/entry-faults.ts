import type { Order } from './model/order.ts';
import { openException } from './exceptions.ts';
import { placeHold } from './holds.ts';
import { PURPOSE } from './purposes.ts';
import type { Sim } from './sim.ts';
import type { ExceptionType, HoldKind } from './state.ts';

/** What order entry finds wrong: a used-up credit limit, an address, a document or a price that does not fit. Each blocks the order. */
export function checkEntry(sim: Sim, order: Order, draw: number): void {
  const { parameters } = sim;
  const random = sim.randomness.of(PURPOSE.entryFault, draw);
  const [address, edi, pricing] = [random.next(), random.next(), random.next()];
  const { customer, channel } = order;
  if (customer.creditUsedMinor > customer.creditLimitMinor) block(sim, order, 'credit-hold', 'credit');
  if (channel !== 'edi' && address < parameters.addressRatio) block(sim, order, 'address', 'address');
  if (channel === 'edi' && edi < parameters.ediRatio) block(sim, order, 'edi', 'compliance');
  if (channel !== 'ecommerce' && pricing < parameters.pricingRatio) block(sim, order, 'pricing', 'pricing');
}

function block(sim: Sim, order: Order, type: ExceptionType, kind: HoldKind): void {
  const behind = openException(sim, { type, order, lines: order.lines });
  placeHold(sim, order, { kind, reason: behind.cause, lineNumber: null, behind });
}
