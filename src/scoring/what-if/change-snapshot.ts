import type { Inventory } from '../../domain/master-data.ts';
import { addMs, MS_PER_DAY } from '../../domain/time.ts';
import type { SiteStock, Snapshot } from '../snapshot.ts';
import type { LineChanges } from './line-changes.ts';

/** What lies around a line as it would be: stock, what is to come, and the work before it at its site. */
export function changeSnapshot(snapshot: Snapshot, changes: LineChanges): Snapshot {
  const stock = withStock(snapshot, changes).map((one) => delayed(one, changes.delaySupplyDays ?? 0));
  const own = stock.find(({ siteId }) => siteId === snapshot.line.siteId);
  const { site } = snapshot;
  return {
    ...snapshot,
    stock,
    inventory: own?.inventory ?? null,
    site:
      changes.isFirstAtSite && site?.workload
        ? { ...site, workload: { ...site.workload, queuedHours: 0, openLines: 0 } }
        : site,
  };
}

function withStock({ stock, line }: Snapshot, changes: LineChanges): readonly SiteStock[] {
  const { siteId } = line;
  if (siteId === null || (changes.onHand === undefined && changes.boundToOthers === undefined)) return stock;
  const own = stock.find((one) => one.siteId === siteId);
  const claims = own?.claims ?? { own: 0, bound: 0, ahead: 0 };
  const bound = changes.boundToOthers === undefined ? claims.bound : changes.boundToOthers + claims.own;
  const onHand = { uom: line.quantity.uom, value: changes.onHand ?? own?.inventory?.onHand.value ?? 0 };
  const inventory: Inventory = {
    ...(own?.inventory ?? {
      id: `${line.itemId}@${siteId}`,
      itemId: line.itemId,
      siteId,
      lots: [],
      provenance: { source: 'what-if', observedAt: null },
    }),
    onHand,
    allocated: bound,
  };
  const changed = { siteId, inventory, receipts: own?.receipts ?? [], claims: { ...claims, bound } };
  return [changed, ...stock.filter((one) => one.siteId !== siteId)];
}

function delayed(stock: SiteStock, days: number): SiteStock {
  if (days === 0) return stock;
  const receipts = stock.receipts.map((supply) => ({
    ...supply,
    expectedAt: addMs(supply.expectedAt, days * MS_PER_DAY),
  }));
  return { ...stock, receipts };
}
