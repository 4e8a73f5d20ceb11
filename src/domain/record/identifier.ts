import { z } from 'zod';

/** A business key as its source writes it: an order number, an item number, a site code. */
export const Key = z.string().min(1, 'expected a key, came an empty text').max(300);

/** What another system calls the thing: an external reference. Compared where links are declared, and kept nowhere else. */
export const Reference = z.string().max(300).nullable().optional();

/** One line of one order, everywhere: `<order id>/<line number>`. A `/` in the line number is written `%2F`. */
export function lineIdOf(orderId: string, lineNumber: string): string {
  return `${orderId}/${without('/', lineNumber)}`;
}

/** Stock of one item at one site, everywhere: `<item id>@<site id>`. An `@` in the site is written `%40`. */
export function inventoryIdOf(itemId: string, siteId: string): string {
  return `${itemId}@${without('@', siteId)}`;
}

/** A text in which a mark does not occur, different for different texts: so the last mark of an id is the one that joins it. */
function without(mark: '/' | '@', text: string): string {
  if (!text.includes(mark) && !text.includes('%')) return text;
  return text.replaceAll('%', '%25').replaceAll(mark, encodeURIComponent(mark));
}
