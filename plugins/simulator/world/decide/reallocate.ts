import type { Line } from '../model/line.ts';
import type { Position } from '../model/position.ts';
import { enterQueue, leaveQueue, removeFromQueue } from '../pick-queue.ts';
import type { Sim } from '../sim.ts';
import { bind, contest, forgetBound, positionOf, unbind } from '../stock.ts';
import { openLine, untouchedLine } from './find.ts';
import { refused, type Deed, type DecisionOf, type Refusal } from './refusal.ts';

/** Moves stock to a line, from another line at its site or by shipping it from another site. */
export function reallocate(sim: Sim, decision: DecisionOf<'reallocate'>): Deed | Refusal {
  const { quantity, from } = decision;
  if (!Number.isInteger(quantity) || quantity < 1) return refused(`expected a quantity of 1 or more, came ${quantity}`);
  return 'siteId' in from ? fromSite(sim, decision, from.siteId) : fromLine(sim, decision, from);
}

function fromLine(
  sim: Sim,
  decision: DecisionOf<'reallocate'>,
  from: { readonly orderId: string; readonly lineNumber: string },
): Deed | Refusal {
  const [to, giver] = [openLine(sim, decision), openLine(sim, from)];
  if ('reason' in to) return to;
  if ('reason' in giver) return giver;
  const refusal = cannotGive(giver.line, to.line, decision.quantity);
  const position = positionOf(to.line);
  if (refusal || !position) return refusal ?? refused('the site does not keep the item');
  return () => {
    unbind(sim, position, giver.line, decision.quantity);
    takeStock(sim, position, to.line, decision.quantity);
  };
}

function cannotGive(giver: Line, to: Line, quantity: number): Refusal | undefined {
  if (giver === to) return refused('expected two lines, came the same one twice');
  if (giver.item !== to.item) return refused(`expected stock of ${to.item.id}, the other line has ${giver.item.id}`);
  if (giver.site !== to.site) return refused(`expected a line at ${to.site.id}, the other one is at ${giver.site.id}`);
  if (quantity > giver.allocated)
    return refused(`the other line has ${giver.allocated} allocated, less than ${quantity}`);
  if (quantity > to.backordered) return refused(`the line lacks ${to.backordered}, less than ${quantity}`);
  return undefined;
}

/** The line waits no longer for what it gets. */
function takeStock(sim: Sim, position: Position, line: Line, quantity: number): void {
  leaveQueue(line);
  bind(sim, position, line, quantity);
  if (line.backordered === 0) position.waiting = position.waiting.filter((other) => other !== line);
  enterQueue(line);
}

function fromSite(sim: Sim, decision: DecisionOf<'reallocate'>, siteId: string): Deed | Refusal {
  const found = untouchedLine(sim, decision);
  if ('reason' in found) return found;
  const { line } = found;
  const site = sim.sites.find(({ id }) => id === siteId);
  if (!site) return refused(`there is no site ${siteId}`);
  if (site === line.site) return refused(`the line ships from ${siteId} already`);
  if (decision.quantity !== line.openQuantity)
    return refused(
      `expected all ${line.openQuantity} open pieces, came ${decision.quantity}: a line ships from one site`,
    );
  const free = site.positions[line.item.index]?.free ?? 0;
  if (free < line.openQuantity) return refused(`${siteId} has ${free} free pieces, less than ${line.openQuantity}`);
  return () => {
    letGo(sim, line);
    line.site = site;
    takeFree(sim, line);
  };
}

/** Takes a line of which nothing is picked away from its place: its stock is free, and it waits for nothing there. */
export function letGo(sim: Sim, line: Line): void {
  const position = positionOf(line);
  removeFromQueue(line);
  if (!position) return;
  if (line.allocated > 0) unbind(sim, position, line, line.allocated);
  removeFromQueue(line);
  forgetBound(position, line);
  position.waiting = position.waiting.filter((other) => other !== line);
  contest(position);
}

/** Binds free stock to all that is open of a line, where there is enough. */
export function takeFree(sim: Sim, line: Line): void {
  const position = positionOf(line);
  if (!position) return;
  bind(sim, position, line, line.backordered);
  enterQueue(line);
}
