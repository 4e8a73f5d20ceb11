import { isOpen } from '../domain/order-line.ts';
import { snapshotOf, type LineOfOrder } from '../scoring/snapshot-of.ts';
import type { Snapshot } from '../scoring/snapshot.ts';
import type { Deps } from './deps.ts';
import type { OrderWithLines } from './load-orders.ts';
import { createSurroundingsReader, type SurroundingsReader } from './load-surroundings.ts';

/**
 * A snapshot, as of now, of every line of these orders that is still to be delivered. At most one statement a kind, however many
 * lines; batches that are given the same reader share what it has read, and its instant.
 */
export async function takeSnapshots(
  { store, historyKeys, now }: Deps,
  orders: readonly OrderWithLines[],
  reader: SurroundingsReader = createSurroundingsReader(now()),
): Promise<readonly Snapshot[]> {
  const open = orders.flatMap(({ order, lines }) =>
    order.cancelled
      ? []
      : lines
          .filter(isOpen)
          .map((line): LineOfOrder => ({ order, line, orderLineCount: lines.length, keys: historyKeys(line, order) })),
  );
  if (open.length === 0) return [];
  const around = await reader.read(store, open);
  return open.map((line) => snapshotOf(around, line, reader.asOf));
}
