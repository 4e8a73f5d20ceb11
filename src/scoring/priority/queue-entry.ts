import { isOpen, type OrderLine } from '../../domain/order-line.ts';
import { costOfDelay, type Priority } from '../../domain/priority/cost-of-delay.ts';
import type { Costs } from '../../domain/priority/cost-settings.ts';
import { placeOf } from '../../domain/priority/place.ts';
import { queueOf, type QueueEntry } from '../../domain/queue.ts';
import type { Snapshot } from '../snapshot.ts';
import { delayCaseOf, type Outlook } from './delay-case.ts';

/** The priority of one line by what waiting costs, in whatever queue it would wait. `orderLines` are all lines of its order. */
export function priorityOf(
  snapshot: Snapshot,
  risk: Outlook | null,
  orderLines: readonly OrderLine[],
  costs: Costs,
): Priority {
  return costOfDelay(delayCaseOf(snapshot, risk, orderLines, costs), costs.losses);
}

/** A line's place in the queue in which it waits; null when it waits in none. */
export function queueEntryOf(
  snapshot: Snapshot,
  risk: Outlook | null,
  orderLines: readonly OrderLine[],
  costs: Costs,
): QueueEntry | null {
  const { line, order } = snapshot;
  const kind = isOpen(line) ? queueOf(order, line) : null;
  if (!kind) return null;
  const priority = priorityOf(snapshot, risk, orderLines, costs);
  const { tier, score } = priority;
  const { promisedDeliverBy } = line;
  const place = placeOf({ tier, score, promisedDeliverBy, placedAt: order.placedAt, lineId: line.id });
  return { lineId: line.id, kind, siteId: line.siteId, place, ...priority };
}
