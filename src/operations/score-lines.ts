import type { QueueChange } from '../domain/feed.ts';
import { isOpen } from '../domain/order-line.ts';
import type { RecordedRisk } from '../domain/promise-risk.ts';
import { queueOf, type QueueEntry } from '../domain/queue.ts';
import { messageOf } from '../errors.ts';
import { priorityOf } from '../scoring/priority.ts';
import type { Score, Scorer, Snapshot } from '../scoring/snapshot.ts';
import type { Deps } from './deps.ts';
import type { OrderWithLines } from './load-orders.ts';
import { takeSnapshots } from './take-snapshots.ts';

/**
 * Brings risk, queue and feed of orders up to date: every line still to be delivered is scored in one model call, its place
 * in a queue is written, and what changed for someone who watches the queue is appended to the feed. Must run in the
 * transaction that changes the orders. Returns how many lines were scored.
 */
export async function scoreLines(deps: Deps, orders: readonly OrderWithLines[]): Promise<number> {
  const { store } = deps;
  const snapshots = await takeSnapshots(deps, orders);
  const risks = riskOf(deps, snapshots);
  const entries = snapshots.flatMap((snapshot) => entryOf(snapshot, risks.get(snapshot.line.id) ?? null) ?? []);

  const lineIds = orders.flatMap(({ lines }) => lines.map(({ id }) => id));
  const before = await store.queue.byLineIds(lineIds);
  const waiting = new Set(entries.map(({ lineId }) => lineId));
  const changes = [
    ...entries.flatMap((entry) => changeOf(before.get(entry.lineId) ?? null, entry)),
    ...leavings(before, waiting),
  ];

  await store.risks.save([...risks.values()]);
  await store.risks.remove(lineIds.filter((id) => !risks.has(id)));
  await store.queue.save(entries.filter((entry) => isNews(before.get(entry.lineId), entry)));
  await store.queue.remove([...before.keys()].filter((id) => !waiting.has(id)));
  if (changes.length > 0) await store.feed.append(changes.map((data) => ({ topic: 'queue', at: deps.now(), data })));
  return snapshots.length;
}

/** Risks by line id. A line that was promised nothing has none; no line has one while there is no model, or while it fails. */
function riskOf({ scorer, log }: Deps, snapshots: readonly Snapshot[]): ReadonlyMap<string, RecordedRisk> {
  const model = scorer();
  const risks = new Map<string, RecordedRisk>();
  if (!model || snapshots.length === 0) return risks;
  const scores = tryScore(model, snapshots, log);
  for (const [index, { line, asOf }] of snapshots.entries()) {
    const score = scores[index];
    if (score) risks.set(line.id, { lineId: line.id, modelVersion: model.version, scoredAt: asOf, ...score });
  }
  return risks;
}

/** A model that throws must not keep the book from moving: its lines go without a risk, and the log says so. */
function tryScore(model: Scorer, snapshots: readonly Snapshot[], log: Deps['log']): readonly (Score | null)[] {
  try {
    return model.score(snapshots);
  } catch (error) {
    log.error({ model: model.version, lines: snapshots.length, err: messageOf(error) }, 'the model cannot score');
    return [];
  }
}

function entryOf({ line, order }: Snapshot, risk: RecordedRisk | null): QueueEntry | null {
  const kind = isOpen(line) ? queueOf(order, line) : null;
  return kind && { lineId: line.id, kind, siteId: line.siteId, score: priorityOf(line, risk?.late ?? null).score };
}

function changeOf(before: QueueEntry | null, entry: QueueEntry): QueueChange[] {
  const { lineId, kind, siteId, score } = entry;
  const entered: QueueChange = { change: 'entered', lineId, kind, siteId, score, previousScore: null };
  if (!before) return [entered];
  if (before.kind !== kind || before.siteId !== siteId) return [left(before), entered];
  return before.score === score
    ? []
    : [{ change: 'rescored', lineId, kind, siteId, score, previousScore: before.score }];
}

/** Time passing moves every score a little. What moves less than a thousandth keeps its place as last told, until it adds up. */
const NEWS_RATIO = 0.001;

function isNews(before: QueueEntry | undefined, { kind, siteId, score }: QueueEntry): boolean {
  if (before?.kind !== kind || before.siteId !== siteId) return true;
  return Math.abs(score - before.score) > NEWS_RATIO * Math.max(Math.abs(score), Math.abs(before.score));
}

function leavings(before: ReadonlyMap<string, QueueEntry>, waiting: ReadonlySet<string>): QueueChange[] {
  return [...before.values()].filter(({ lineId }) => !waiting.has(lineId)).map(left);
}

function left({ lineId, kind, siteId, score }: QueueEntry): QueueChange {
  return { change: 'left', lineId, kind, siteId, score: null, previousScore: score };
}
