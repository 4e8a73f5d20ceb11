import { MS_PER_DAY } from '../../../src/providers/index.ts';
import { openException } from './exceptions.ts';
import { addToLots, removeFromShelf } from './lots.ts';
import type { Position } from './model/position.ts';
import type { Site } from './model/site.ts';
import { PURPOSE } from './purposes.ts';
import { touch, type Sim } from './sim.ts';
import { contest } from './stock.ts';

/** Each morning a site counts a few places; now and then the count differs from the books, which are then corrected. */
export function countStock(sim: Sim, site: Site): void {
  const day = Math.floor(sim.clock.now / MS_PER_DAY);
  const random = sim.randomness.of(PURPOSE.stockCount, site.index, day);
  const found = random.poisson((site.positions.length * sim.parameters.mismatchesPerYear) / 365);
  for (let count = 0; count < found; count += 1) {
    const [place, ratio] = [random.below(site.positions.length), random.normal() * TYPICAL_RATIO];
    const position = site.positions[place];
    if (position && position.onHand > 0) correct(sim, position, ratio);
  }
}

/** Standard deviation of a difference, as a share of what is on the books. Assumed. */
const TYPICAL_RATIO = 0.15;

function correct(sim: Sim, position: Position, ratio: number): void {
  const difference = Math.max(-position.onHand, Math.round(position.onHand * ratio));
  if (difference === 0) return;
  position.movements.adjusted += difference;
  if (difference < 0) removeFromShelf(sim, position, -difference);
  else addFound(sim, position, difference);
  openException(sim, { type: 'inventory-mismatch', order: null, lines: [] });
}

function addFound(sim: Sim, position: Position, quantity: number): void {
  position.onHand += quantity;
  addToLots(position, `${position.item.id}-count-${(position.counts += 1)}`, quantity, sim.clock.now);
  contest(position);
  touch(sim, 'inventory', position, position.onHand);
}
