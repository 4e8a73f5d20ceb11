import type { Order } from '../domain/order.ts';
import type { OrderLine } from '../domain/order-line.ts';
import { lineFactOf, OWN_FACTS } from './facts.ts';
import type { ScoringSettings } from './settings.ts';

/** Whose past is counted: the whole book, and everything of which a line has one. */
export const HISTORY_NAMES = ['book', 'route', 'item', 'customer', 'supplier', 'carrierService'] as const;
export type HistoryName = (typeof HISTORY_NAMES)[number];

const WHOLE_BOOK = 'all';

/** The history key that every line shares. */
export const BOOK_KEY = `book=${WHOLE_BOOK}`;

/** Our fact behind each history; the book has none, and the route's come from the settings. */
const FACT_BEHIND = {
  item: 'itemId',
  customer: 'customerId',
  supplier: 'supplierId',
  carrierService: 'carrierServiceId',
} as const satisfies Partial<Record<HistoryName, string>>;

/** The histories that a book's settings allow. */
export function historyNames({ route, never }: Pick<ScoringSettings, 'route' | 'never'>): readonly HistoryName[] {
  return HISTORY_NAMES.filter((name) => {
    if (name === 'book') return true;
    return name === 'route' ? route.length > 0 : !never.includes(FACT_BEHIND[name]);
  });
}

/** The history keys of a line by history name, such as `{ route: 'route=Nigeria|Air', item: 'item=4711' }`; a part that is unknown is empty. */
export function historyKeys(
  line: OrderLine,
  order: Order,
  settings: Pick<ScoringSettings, 'route' | 'never'>,
): Readonly<Record<string, string>> {
  const keys: Record<string, string> = {};
  for (const name of historyNames(settings)) {
    const key = keyOf(name, line, order, settings.route);
    if (key !== null) keys[name] = `${name}=${key}`;
  }
  return keys;
}

function keyOf(name: HistoryName, line: OrderLine, order: Order, route: readonly string[]): string | null {
  if (name === 'book') return WHOLE_BOOK;
  if (name !== 'route') return OWN_FACTS[FACT_BEHIND[name]]?.(line, order) ?? null;
  const parts = route.map((fact) => String(lineFactOf(line, order, fact) ?? ''));
  return parts.some((part) => part !== '') ? parts.join('|') : null;
}
