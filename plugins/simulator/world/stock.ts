import { MS_PER_HOUR } from '../../../src/providers/index.ts';
import type { Line } from './model/line.ts';
import type { Position } from './model/position.ts';
import { EVENT } from './purposes.ts';
import { enterQueue, leaveQueue } from './pick-queue.ts';
import { inDispatchOrder } from './ranking.ts';
import { touch, touchLine, type Sim } from './sim.ts';

/** The place of a line's item at its site; undefined where the site does not keep it. */
export function positionOf({ site, item }: Pick<Line, 'site' | 'item'>): Position | undefined {
  return site.positions[item.index] ?? undefined;
}

/** Binds free stock to a new line; what is contested waits for the next hour, when all who want it are ranked. */
export function allocateNew(sim: Sim, line: Line): void {
  const position = positionOf(line);
  line.backordered = line.quantity;
  if (!position) return;
  if (position.waiting.length === 0 && position.free >= line.quantity) {
    bind(sim, position, line, line.quantity);
    enterQueue(line);
    return;
  }
  startWaiting(position, line);
}

/** Puts a line among those that wait for stock; its `backordered` is what it lacks. */
export function startWaiting(position: Position, line: Line): void {
  position.waiting.push(line);
  contest(position);
}

/** Has the stock that is free handed out at the next hour. */
export function contest(position: Position): void {
  if (position.isContested || position.free <= 0 || position.waiting.length === 0) return;
  position.isContested = true;
  position.site.contested.push(position);
}

/** Hands out free stock to those who wait, in the order of the dispatch rule where there is not enough for all. */
export function allocateWaiting(sim: Sim, position: Position): void {
  const { waiting, free } = position;
  if (waiting.length === 0 || free <= 0) return;
  const wanted = waiting.reduce((sum, line) => sum + line.backordered, 0);
  const order = wanted <= free ? waiting : inDispatchOrder(sim, position.site, waiting, 'stock');
  for (const line of order) {
    if (position.free <= 0) break;
    giveTo(sim, position, line);
  }
  position.waiting = waiting.filter((line) => line.backordered > 0);
}

/** Takes back stock that a line has and that is no longer there, or that another is to have. */
export function unbind(sim: Sim, position: Position, line: Line, quantity: number): void {
  line.allocated -= quantity;
  line.backordered += quantity;
  position.allocated -= quantity;
  if (line.allocated === 0) forgetBound(position, line);
  leaveQueue(line);
  if (!position.waiting.includes(line)) position.waiting.push(line);
  planPartial(sim, line);
  if (line.isPartialAllowed) enterQueue(line);
  touchLine(sim, line, -quantity);
  touch(sim, 'inventory', position, position.allocated);
}

/** Binds free stock to a line; the caller has seen that there is enough. */
export function bind(sim: Sim, position: Position, line: Line, quantity: number): void {
  if (line.allocated === 0) position.bound.push(line);
  line.backordered -= quantity;
  line.allocated += quantity;
  position.allocated += quantity;
  touchLine(sim, line, quantity);
  touch(sim, 'inventory', position, position.allocated);
}

/** A line has no stock of a position any more. */
export function forgetBound(position: Position, line: Line): void {
  const index = position.bound.indexOf(line);
  if (index >= 0) position.bound.splice(index, 1);
}

/** A line that takes parts may be picked in part when its promise comes near. */
export function releasePart(sim: Sim, line: Line): void {
  if (line.isClosed || line.backordered === 0) return;
  line.isPartialAllowed = true;
  enterQueue(line);
  touchLine(sim, line, 1);
}

function giveTo(sim: Sim, position: Position, line: Line): void {
  const quantity = Math.min(position.free, line.backordered);
  const isWhole = quantity === line.backordered;
  if (!isWhole && !line.terms.acceptsPartial) return; // others may use it meanwhile
  leaveQueue(line);
  bind(sim, position, line, quantity);
  if (!isWhole) planPartial(sim, line);
  enterQueue(line);
}

function planPartial(sim: Sim, line: Line): void {
  if (line.isPartialPlanned || !line.terms.acceptsPartial) return;
  line.isPartialPlanned = true;
  const soonEnough = line.promisedShipBy - sim.parameters.processingHours * MS_PER_HOUR;
  sim.heap.add(Math.max(sim.clock.now, soonEnough), EVENT.partialRelease, line.key);
}
