import { createDemandBoard, NO_CLAIMS, type Claims, type DemandBoard, type SiteDemand } from '../domain/atp.ts';
import type { Inventory, Supply } from '../domain/master-data.ts';

/** What one site has of one item, and who wants it. */
export interface ItemAtSite {
  readonly siteId: string;
  /** Null where receipts are known and stock is not. */
  readonly inventory: Inventory | null;
  /** What is still to come, first to come first. */
  readonly receipts: readonly Supply[];
  /** What open lines want of it, of those that count it in the unit of the stock; null when nobody wants any. */
  readonly board: DemandBoard | null;
  /** How the wants of others bear on a line where nobody wants any: only what is bound counts. */
  readonly unclaimed: Claims;
}

interface AroundItem {
  readonly inventory: readonly Inventory[];
  readonly supply: readonly Supply[];
  readonly demand: readonly SiteDemand[];
}

/** Every site that has stock of an item or is to get some, by site id. */
export function itemAtSites({ inventory, supply, demand }: AroundItem): readonly ItemAtSite[] {
  const siteIds = new Set([...inventory, ...supply].map(({ siteId }) => siteId));
  return [...siteIds].sort().map((siteId) => {
    const there = inventory.find((stock) => stock.siteId === siteId) ?? null;
    const receipts = supply.filter((one) => one.siteId === siteId).sort(byArrival);
    const uom = there?.onHand.uom ?? receipts[0]?.quantity.uom;
    const wanted = demand.filter((one) => one.siteId === siteId && one.uom === uom);
    return {
      siteId,
      inventory: there,
      receipts,
      board: wanted.length === 0 ? null : createDemandBoard(wanted),
      unclaimed: { ...NO_CLAIMS, bound: there?.allocated ?? 0 },
    };
  });
}

function byArrival(a: Supply, b: Supply): number {
  if (a.expectedAt !== b.expectedAt) return a.expectedAt < b.expectedAt ? -1 : 1;
  return a.id < b.id ? -1 : 1;
}
