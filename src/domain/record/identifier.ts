import { z } from 'zod';

/** A business key as its source writes it: an order number, an item number, a site code. */
export const Key = z.string().min(1, 'expected a key, came an empty text').max(300);

/** One line of one order, everywhere: `<order id>/<line number>`. */
export function lineIdOf(orderId: string, lineNumber: string): string {
  return `${orderId}/${lineNumber}`;
}

/** Stock of one item at one site, everywhere: `<item id>@<site id>`. */
export function inventoryIdOf(itemId: string, siteId: string): string {
  return `${itemId}@${siteId}`;
}
