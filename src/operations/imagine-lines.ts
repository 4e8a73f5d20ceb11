import type { Priority } from '../domain/priority/cost-of-delay.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import { queueOf, type QueueKind } from '../domain/queue.ts';
import type { Instant } from '../domain/time.ts';
import { priorityOf } from '../scoring/priority/queue-entry.ts';
import { snapshotOf, type LineOfOrder } from '../scoring/snapshot-of.ts';
import type { Snapshot } from '../scoring/snapshot.ts';
import { changeSnapshot } from '../scoring/what-if/change-snapshot.ts';
import { changeLine, type LineChanges } from '../scoring/what-if/line-changes.ts';
import type { Deps } from './deps.ts';
import { createSurroundingsReader } from './load-surroundings.ts';
import type { LineWithOrder } from './load-lines.ts';

/** A line as it is, or as it would be with some changes. */
export interface Imagined extends LineWithOrder {
  readonly changes: LineChanges;
}

/** What would be recorded of it. */
export interface Outlook {
  readonly snapshot: Snapshot;
  /** Null when nothing would be promised. */
  readonly risk: RecordedRisk | null;
  readonly priority: Priority;
  /** The queue in which it would wait; null when in none. */
  readonly queue: QueueKind | null;
}

/**
 * Scores lines as they would be, in the order given, without touching any state. What lies around all of them is read together, at
 * most one statement a kind; one model call for all.
 */
export async function imagineLines(
  deps: Deps,
  imagined: readonly Imagined[],
  asOf: Instant,
): Promise<readonly Outlook[]> {
  const lines = imagined.map(({ line, of: { order, lines: orderLines }, changes }): LineOfOrder => {
    const changed = changeLine({ line, order, orderLineCount: orderLines.length }, changes, asOf);
    return { ...changed, keys: deps.historyKeys(changed.line, changed.order) };
  });
  const around = await createSurroundingsReader(asOf).read(deps.store, lines);
  const snapshots = lines.map((line, i) => changeSnapshot(snapshotOf(around, line, asOf), imagined[i]?.changes ?? {}));
  const risks = deps.judge(snapshots);
  return snapshots.map((snapshot, i) => {
    const risk = risks[i] ?? null;
    const priority = priorityOf(snapshot, risk, imagined[i]?.of.lines ?? [], deps.costs);
    return { snapshot, risk, priority, queue: queueOf(snapshot.order, snapshot.line) };
  });
}
