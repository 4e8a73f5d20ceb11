import { atRiskId, causesOf, type ExceptionCause } from '../domain/exception-cause.ts';
import { settle, toExceptionChange } from '../domain/exception-life.ts';
import type { ExceptionChange } from '../domain/feed.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import type { Snapshot } from '../scoring/snapshot.ts';
import type { ExceptionEffect } from '../store/raised-exceptions.ts';
import type { Deps } from './deps.ts';

/**
 * Finds what hits these lines, and what no longer does: an exception opens with its first line and closes with its last. Lines
 * without a snapshot are no longer open, and nothing hits them. Must run in the transaction that changes the lines. Idempotent.
 */
export async function raiseExceptions(
  deps: Deps,
  lineIds: readonly string[],
  snapshots: readonly Snapshot[],
  risks: ReadonlyMap<string, RecordedRisk>,
): Promise<void> {
  const { raised } = deps.store;
  const before = await raised.effectsOn(lineIds);
  const known = new Set(before.map(keyOf));
  const causes = new Map<string, ExceptionCause>();
  const now: ExceptionEffect[] = [];
  for (const snapshot of snapshots) {
    for (const cause of causesOf(factsOf(snapshot, risks, known))) {
      causes.set(cause.exceptionId, worseOf(causes.get(cause.exceptionId), cause));
      now.push({ lineId: snapshot.line.id, exceptionId: cause.exceptionId });
    }
  }
  const wanted = new Set(now.map(keyOf));
  const added = now.filter((effect) => !known.has(keyOf(effect)));
  const removed = before.filter((effect) => !wanted.has(keyOf(effect)));
  await raised.addEffects(added);
  await raised.removeEffects(removed);
  await settleAll(deps, causes, touchedLines([...added, ...removed]));
}

/** By exception, the lines that it began or ceased to hit. */
function touchedLines(effects: readonly ExceptionEffect[]): ReadonlyMap<string, readonly string[]> {
  const lines = new Map<string, string[]>();
  for (const { exceptionId, lineId } of effects) {
    const known = lines.get(exceptionId);
    if (known) known.push(lineId);
    else lines.set(exceptionId, [lineId]);
  }
  return lines;
}

/** Opens, escalates and closes what was found, and tells of it. Of what sources told only the lines that it hits are ours to tell. */
async function settleAll(
  { store, now }: Deps,
  causes: ReadonlyMap<string, ExceptionCause>,
  rehit: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  const ids = [...new Set([...causes.keys(), ...rehit.keys()])];
  if (ids.length === 0) return;
  const at = now();
  const [known, counts] = [await store.raised.byIds(ids), await store.raised.countHit(ids)];
  const told = await store.exceptions.byIds(
    [...rehit.keys()].filter((id) => !known.has(id) && causes.get(id)?.isTold !== false),
  );
  const changes: ExceptionChange[] = [];
  const saved = ids.flatMap((id) => {
    const standing = told.get(id);
    if (standing) {
      changes.push(toExceptionChange('affects', standing, standing));
      return [];
    }
    const before = known.get(id) ?? null;
    const cause = causes.get(id) ?? null;
    const after = cause?.isTold ? null : settle(before, cause, counts.get(id) ?? 0, at);
    if (!after || (after === before && !rehit.has(id))) return [];
    changes.push(toExceptionChange(after === before ? 'affects' : CHANGE_OF[after.status], before, after));
    return after === before ? [] : [after];
  });
  await store.raised.save(saved);
  await tellExceptions(
    { store, now },
    changes,
    (id) => {
      const count = counts.get(id) ?? 0;
      return `hits ${count} ${count === 1 ? 'line' : 'lines'}`;
    },
    rehit,
  );
}

/** How a new status is told. */
const CHANGE_OF = {
  open: 'opened',
  assigned: 'assigned',
  escalated: 'escalated',
  resolved: 'resolved',
  reopened: 'reopened',
} as const;

/**
 * Appends what happened to exceptions to their history and to the feed, with the lines that each has just begun or ceased to hit. Must run
 * in the transaction that made it happen.
 */
export async function tellExceptions(
  { store, now }: Pick<Deps, 'store' | 'now'>,
  changes: readonly ExceptionChange[],
  noteOf: (exceptionId: string) => string | null,
  touched: ReadonlyMap<string, readonly string[]>,
): Promise<void> {
  if (changes.length === 0) return;
  const at = now();
  await store.raised.addHistory(
    changes.map(({ exceptionId, change, severity }) => ({
      exceptionId,
      change,
      severity,
      at,
      note: noteOf(exceptionId),
    })),
  );
  await store.feed.append(
    changes.map((data) => ({ topic: 'exception', at, data, touched: touched.get(data.exceptionId) ?? [] })),
  );
}

function factsOf(snapshot: Snapshot, risks: ReadonlyMap<string, RecordedRisk>, known: ReadonlySet<string>) {
  const { order, line, shipments, inventory, stock, exceptions } = snapshot;
  return {
    order,
    line,
    late: risks.get(line.id)?.late ?? null,
    shipments,
    inventory,
    receipts: stock.find(({ siteId }) => siteId === line.siteId)?.receipts ?? [],
    told: exceptions ?? [],
    wasAtRisk: known.has(keyOf({ lineId: line.id, exceptionId: atRiskId(order.id) })),
  };
}

const RANK = { low: 0, medium: 1, high: 2, critical: 3 } as const;

function worseOf(known: ExceptionCause | undefined, cause: ExceptionCause): ExceptionCause {
  return known && RANK[known.severity] >= RANK[cause.severity] ? known : cause;
}

function keyOf({ lineId, exceptionId }: ExceptionEffect): string {
  return JSON.stringify([lineId, exceptionId]);
}
