import type { Inventory } from '../../domain/master-data.ts';
import { inventoryIdOf } from '../../domain/record/identifier.ts';
import type { Loaders } from '../loaders.ts';

/** Stock of an item: at one site, or at every site that keeps it. */
export async function inventoryAt(
  loaders: Loaders,
  itemId: string,
  siteId: string | null,
): Promise<readonly Inventory[]> {
  if (siteId === null) return loaders.inventoryOfItem.load(itemId);
  const found = await loaders.inventory.load(inventoryIdOf(itemId, siteId));
  return found ? [found] : [];
}
