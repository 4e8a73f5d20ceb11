import type { FeedEntry } from '../domain/feed.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import { isWorthRecording } from '../scoring/hysteresis.ts';
import { queueEntryOf } from '../scoring/priority/queue-entry.ts';
import type { Snapshot } from '../scoring/snapshot.ts';
import type { Deps } from './deps.ts';
import type { OrderWithLines } from './load-orders.ts';
import type { SurroundingsReader } from './load-surroundings.ts';
import { isNews, queueChanges } from './queue-changes.ts';
import { raiseExceptions } from './raise-exceptions.ts';
import { riskChanges } from './risk-changes.ts';
import { takeSnapshots } from './take-snapshots.ts';

/**
 * Brings risk, queue and feed of orders up to date: every line still to be delivered is scored in one model call, its place
 * in a queue is written, what changed for someone who watches is appended to the feed, and exceptions open and close. Must run in the
 * transaction that changes the orders. In a pass over the book, in which time alone has changed them, the pass's reader has what lies
 * around the lines, and risks that read as recorded are not written. Returns how many lines were scored.
 */
export async function scoreLines(
  deps: Deps,
  orders: readonly OrderWithLines[],
  pass?: SurroundingsReader,
): Promise<number> {
  const { store } = deps;
  const snapshots = await takeSnapshots(deps, orders, pass);
  const risks = risksOf(deps, snapshots);
  const linesOf = new Map(orders.map(({ order, lines }) => [order.id, lines]));
  const entries = snapshots.flatMap((snapshot) => {
    const { id, orderId } = snapshot.line;
    return queueEntryOf(snapshot, risks.get(id) ?? null, linesOf.get(orderId) ?? [], deps.costs) ?? [];
  });

  const lineIds = orders.flatMap(({ lines }) => lines.map(({ id }) => id));
  const [before, toldBefore] = await Promise.all([store.queue.places(lineIds), store.risks.told(lineIds)]);
  const waiting = new Set(entries.map(({ lineId }) => lineId));

  const isNew = (risk: RecordedRisk): boolean =>
    !pass || isWorthRecording(toldBefore.get(risk.lineId), risk, deps.hysteresis);
  const at = deps.now();
  // Asked for together: the next statement is put into words while the database works on the one before.
  await Promise.all([
    store.risks.save([...risks.values()].filter(isNew)),
    store.risks.remove(lineIds.filter((id) => !risks.has(id) && toldBefore.has(id))),
    store.queue.save(entries.filter((entry) => isNews(before.get(entry.lineId), entry, deps.hysteresis))),
    store.queue.remove([...before.keys()].filter((id) => !waiting.has(id))),
    store.feed.append([
      ...queueChanges(before, entries, deps.hysteresis).map((data): FeedEntry => ({ topic: 'queue', at, data })),
      ...riskChanges(orders, toldBefore, risks, deps.hysteresis).map((data): FeedEntry => ({
        topic: 'risk',
        at,
        data,
      })),
    ]),
    raiseExceptions(deps, lineIds, snapshots, risks),
  ]);
  return snapshots.length;
}

/** Risks by line id. A line that was promised nothing has none. */
function risksOf({ judge }: Deps, snapshots: readonly Snapshot[]): ReadonlyMap<string, RecordedRisk> {
  return new Map(judge(snapshots).flatMap((risk) => (risk ? [[risk.lineId, risk]] : [])));
}
