import type { OrderLine } from '../domain/order-line.ts';
import type { Readers } from '../store/readers.ts';
import type { Deps } from './deps.ts';
import { loadOrders, type OrderWithLines } from './load-orders.ts';

/** A line with its whole order. */
export interface LineWithOrder {
  readonly line: OrderLine;
  readonly of: OrderWithLines;
}

/** Lines by id as they now stand, each with its order; unknown ones, and those whose order is not known, are absent. Three statements. */
export async function loadLines(deps: Deps, ids: readonly string[]): Promise<ReadonlyMap<string, LineWithOrder>> {
  const wanted = new Set(ids);
  const found = new Map<string, LineWithOrder>();
  const orders = await loadOrders(deps, await deps.store.lines.orderIdsOf(ids));
  for (const of of orders) for (const line of of.lines) if (wanted.has(line.id)) found.set(line.id, { line, of });
  return found;
}

/** Those of these lines that the readers see. One statement, none for who sees all. */
export async function visibleOf({ rows, lines }: Readers, ids: readonly string[]): Promise<readonly string[]> {
  if (rows.kind === 'all') return ids;
  const visible = await lines.byIds(ids);
  return ids.filter((id) => visible.has(id));
}
