import { MS_PER_DAY } from '../../../src/providers/index.ts';
import type { Lot, Position } from './model/position.ts';
import { touch, type Sim } from './sim.ts';
import { contest, unbind } from './stock.ts';

/** Puts received goods on the shelf, as a lot where the item expires. */
export function addToLots(position: Position, lotId: string, quantity: number, now: number): void {
  const { shelfLifeDays } = position.item;
  if (shelfLifeDays === null || quantity === 0) return;
  position.lots.push({ id: lotId, quantity, expiresAt: now + shelfLifeDays * MS_PER_DAY });
  position.lots.sort((a, b) => (a.expiresAt ?? 0) - (b.expiresAt ?? 0));
}

/** Takes goods from the lots, first to expire first. */
export function takeFromLots(position: Position, quantity: number): void {
  let left = quantity;
  while (left > 0) {
    const lot: Lot | undefined = position.lots[0];
    if (!lot) return;
    const taken = Math.min(left, lot.quantity);
    lot.quantity -= taken;
    left -= taken;
    if (lot.quantity === 0) position.lots.shift();
  }
}

/** Throws away what has expired. */
export function scrapExpired(sim: Sim, position: Position): void {
  let expired = 0;
  for (const lot of position.lots) if ((lot.expiresAt ?? Infinity) <= sim.clock.now) expired += lot.quantity;
  if (expired === 0) return;
  position.movements.scrapped += expired;
  removeFromShelf(sim, position, expired);
}

/** Takes goods off the books, and away from lines where fewer are left than are bound: those that were promised last lose first. */
export function removeFromShelf(sim: Sim, position: Position, quantity: number): void {
  takeFromLots(position, quantity);
  position.onHand -= quantity;
  let lacking = position.allocated - position.onHand;
  if (lacking > 0) {
    const bound = [...position.bound].sort((a, b) => b.promisedShipBy - a.promisedShipBy || b.key - a.key);
    for (const line of bound) {
      if (lacking <= 0) break;
      const lost = Math.min(lacking, line.allocated);
      unbind(sim, position, line, lost);
      lacking -= lost;
    }
  }
  contest(position);
  touch(sim, 'inventory', position, position.onHand);
}
