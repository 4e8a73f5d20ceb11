import { availableBy, coveredAt, type Claims, type Stock } from '../domain/atp.ts';
import type { Supply } from '../domain/master-data.ts';
import { toInstant, type Instant } from '../domain/time.ts';
import { leaveByMs } from './timing.ts';
import type { SiteStock, Snapshot } from './snapshot.ts';

/** What a line can be served from at one site, in the line's unit of measure. */
export interface Cover {
  readonly stock: Stock;
  readonly claims: Claims;
  /** Receipts that count, first to come first. */
  readonly receipts: readonly Supply[];
}

/** What the line can be served from at its own site. Null when it has left, when its site or the stock there is unknown, or in another unit. */
export function ownCover({ line, stock }: Snapshot): Cover | null {
  if (line.status !== 'open' || line.siteId === null) return null;
  const there = stock.find(({ siteId }) => siteId === line.siteId);
  return there ? coverAt(there, line.quantity.uom) : null;
}

/** What there is at a site in a unit of measure; null when the stock there is unknown or in another unit. */
export function coverAt({ inventory, receipts, claims }: SiteStock, uom: string): Cover | null {
  if (inventory?.onHand.uom !== uom) return null;
  const counted = receipts.filter(({ quantity }) => quantity.uom === uom);
  return {
    stock: {
      onHand: inventory.onHand.value,
      allocated: inventory.allocated,
      receipts: counted.map(({ quantity, expectedAt }) => ({ quantity: quantity.value, at: expectedAt })),
    },
    claims,
    receipts: counted,
  };
}

/** How much of what was ordered can be had in time: available when it must leave, over what is ordered. Null when either is unknown. */
export function coverRatio(snapshot: Snapshot): number | null {
  const cover = ownCover(snapshot);
  const by = snapshot.line.promisedShipBy ?? instantOf(leaveByMs(snapshot));
  const { value } = snapshot.line.quantity;
  return cover && by && value > 0 ? availableBy(cover.stock, cover.claims, by) / value : null;
}

function instantOf(ms: number | null): Instant | null {
  return ms === null ? null : toInstant(new Date(ms));
}

/** When all of the line can be had at its site: now, with a receipt, or null for never as far as known. */
export function ownCoveredAt({ line, asOf }: Snapshot, { stock, claims }: Cover): Instant | null {
  return coveredAt(stock, claims, line.quantity.value, asOf);
}
