import type { Parameters } from '../../parameters/parameters.ts';
import type { Random } from '../../engine/random.ts';
import type { Item } from '../model/item.ts';
import { Position } from '../model/position.ts';
import type { Site } from '../model/site.ts';
import { REGIONS, type SimTime } from '../state.ts';
import { REGION_SHARES } from './mix.ts';
import { servedBy } from './sites.ts';

/** Spread of the pieces of a line, as a share of their mean. Assumed. */
export const QUANTITY_VARIATION = 1;

/** Gives every site a place for each item that it keeps. */
export function buildPositions(
  parameters: Parameters,
  sites: readonly Site[],
  items: readonly Item[],
  begin: SimTime,
): void {
  for (const site of sites) for (const item of items) site.positions.push(positionOf(parameters, site, item, begin));
}

function positionOf(parameters: Parameters, site: Site, item: Item, begin: SimTime): Position | null {
  const share = REGIONS.reduce(
    (sum, region, index) => (servedBy(item, index) === site.index ? sum + REGION_SHARES[region] : sum),
    0,
  );
  if (share === 0) return null;
  const lines = item.linesPerDay * share;
  const demand = lines * parameters.quantityPerLine;
  const level = reorderPoint(parameters, item, lines);
  const size = Math.max(
    Math.round(demand * coverDays(parameters, item)),
    Math.round(parameters.quantityPerLine * 2),
    1,
  );
  return new Position(item, site, demand, level, size, begin);
}

/**
 * Stock at which to order: demand over the lead time and one day of review, plus safety for the spread of both (Silver, Pyke and
 * Thomas, Inventory and Production Management in Supply Chains, 4th ed. 2017, chapter 6).
 */
function reorderPoint(parameters: Parameters, item: Item, lines: number): number {
  const { quantityPerLine, lateRatio, lateDays, safetyFactor } = parameters;
  const days = item.supplier.leadDays + 1;
  const perDay = lines * quantityPerLine;
  const ofDemand = lines * quantityPerLine ** 2 * (1 + QUANTITY_VARIATION ** 2) * days;
  const ofLeadTime = perDay ** 2 * lateRatio * lateDays ** 2;
  return Math.ceil(perDay * days + safetyFactor * Math.sqrt(ofDemand + ofLeadTime));
}

function coverDays({ coverDaysA, coverDaysB, coverDaysC }: Parameters, { velocity }: Item): number {
  return velocity === 'A' ? coverDaysA : velocity === 'B' ? coverDaysB : coverDaysC;
}

/** Pieces at hand and days until the rest comes, as they might be on any day. */
export function drawInitialStock(
  position: Position,
  random: Random,
): { readonly onHand: number; readonly coming: number } {
  const level = position.reorderPoint + Math.round(random.next() * position.orderQuantity);
  const coming = Math.min(
    level,
    Math.round(position.demandPerDay * position.item.supplier.leadDays * random.next() * 1.6),
  );
  return { onHand: level - coming, coming };
}
