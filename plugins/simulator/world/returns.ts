import { MS_PER_DAY } from '../../../src/providers/index.ts';
import { openException } from './exceptions.ts';
import { addToLots } from './lots.ts';
import type { Line } from './model/line.ts';
import { Return } from './model/papers.ts';
import { EVENT, PURPOSE } from './purposes.ts';
import { nextNumber, touch, type Sim } from './sim.ts';
import { contest, positionOf } from './stock.ts';

/** Of some delivered lines goods come back: how often is a habit of the customer. */
export function planReturn(sim: Sim, line: Line, delivered: number): void {
  const random = sim.randomness.of(PURPOSE.return, line.key, line.delivered);
  if (!random.chance(line.order.customer.returnRatio)) return;
  const quantity = Math.max(1, Math.round(delivered * random.next()));
  const at = sim.clock.now + Math.round(random.between(1, 12) * MS_PER_DAY);
  const planned = new Return(nextNumber(sim, 'return'), line, quantity, at);
  sim.comingReturns.set(planned.number, planned);
  sim.heap.add(at, EVENT.returnAuthorized, planned.number);
}

/** The customer asks, and may send the goods back. */
export function authorizeReturn(sim: Sim, asked: Return): void {
  sim.comingReturns.delete(asked.number);
  sim.returns.set(asked.number, asked);
  touch(sim, 'return', asked, asked.quantity);
  openException(sim, { type: 'return', order: asked.line.order, lines: [asked.line] });
  const days = sim.randomness.of(PURPOSE.return, asked.line.key, 1000 + asked.quantity).between(3, 14);
  sim.heap.add(sim.clock.now + Math.round(days * MS_PER_DAY), EVENT.returnReceived, asked.number);
}

/** The goods arrive: sound ones go back on the shelf, others are scrapped before they reach it. */
export function receiveReturn(sim: Sim, back: Return): void {
  const { line, quantity } = back;
  back.receivedAt = sim.clock.now;
  touch(sim, 'return', back, 2);
  if (!sim.keepClosed) sim.returns.delete(back.number);
  const position = positionOf(line);
  const isSound = sim.randomness.of(PURPOSE.return, line.key, 2000 + quantity).chance(sim.parameters.restockRatio);
  if (!position || !isSound) return;
  position.onHand += quantity;
  position.movements.restocked += quantity;
  addToLots(position, `${position.item.id}-${back.id}`, quantity, sim.clock.now);
  contest(position);
  touch(sim, 'inventory', position, position.onHand);
}
