import { comparePositions, type FeedEntry, type FeedPosition, type PlacedEntry } from '../domain/feed.ts';
import type { RowScope } from '../domain/viewer.ts';
import { afterFailure, type WebhookProgress, type WebhookTarget } from '../domain/webhook.ts';
import { messageOf } from '../errors.ts';
import { encodeCursor } from '../feeds/cursor.ts';
import { isOfRows } from '../feeds/topic-feed.ts';
import type { Deps } from './deps.ts';

/** One message to a partner. `id` is the same for every attempt at it: the partner can tell that it knows it. */
export interface WebhookMessage {
  readonly id: string;
  readonly body: string;
}

/** Sends one message. Throws with the reason when it was not taken. */
export type PostWebhook = (target: WebhookTarget, message: WebhookMessage) => Promise<void>;

/** Entries read at once. */
const CHUNK = 200;

/**
 * Tells one partner what it has not been told, in the order of the feed, until all is told, one message fails or the signal
 * says stop. What fails is tried again after a pause that grows, for three days; then it is set aside and the next one goes out.
 */
export async function deliverWebhooks(
  deps: Deps,
  target: WebhookTarget,
  post: PostWebhook,
  signal: AbortSignal,
): Promise<void> {
  const { store, now } = deps;
  let progress = await store.webhookTargets.get(target.id);
  if (!progress) {
    const { epoch, end } = await store.feed.after(await store.feed.end(), 0);
    return store.webhookTargets.save(startAt(target.id, epoch, end));
  }
  if (progress.paused || (progress.nextAttemptAt !== null && progress.nextAttemptAt > now())) return;

  for (let stored = progress.position; ; stored = progress.position) {
    const page = await store.feed.after(progress.position, CHUNK);
    if (page.epoch !== progress.epoch || comparePositions(progress.position, page.expired) < 0) {
      return skipLost(deps, progress, page.epoch, page.end);
    }
    for (const placed of page.entries) {
      if (signal.aborted) return;
      if (!target.topics.includes(placed.entry.topic) || !isOfRows(rowsOf(target), placed.entry)) {
        progress = { ...progress, position: placed.position }; // kept with the next message, or at the end
        continue;
      }
      const next = await deliver(deps, target, post, progress, placed);
      if (!(await store.webhookTargets.advance(stored, next)) || next.attempts > 0) return;
      progress = next;
      stored = next.position;
    }
    if (stored !== progress.position && !(await store.webhookTargets.advance(stored, progress))) return;
    if (page.entries.length < CHUNK) return;
  }
}

/** What is known of a target that is told from a position on. */
export function startAt(id: string, epoch: string, position: FeedPosition): WebhookProgress {
  const fresh = { attempts: 0, failingSince: null, nextAttemptAt: null, lastError: null };
  return { id, epoch, position, paused: false, ...fresh };
}

function rowsOf({ rows }: WebhookTarget): RowScope {
  return rows ? { kind: 'partner', ...rows } : { kind: 'all' };
}

/** What a partner is told of a queue does not say what waiting costs. */
function toldTo({ rows }: WebhookTarget, { topic, data }: FeedEntry): object {
  if (!rows || topic !== 'queue') return data;
  const { change, lineId, kind, siteId } = data;
  return { change, lineId, kind, siteId };
}

/** How far the target is when this entry was tried. */
async function deliver(
  { store, now, log }: Deps,
  target: WebhookTarget,
  post: PostWebhook,
  progress: WebhookProgress,
  { position, entry }: PlacedEntry,
): Promise<WebhookProgress> {
  const cursor = encodeCursor(progress.epoch, position);
  const payload = { type: `${entry.topic}.changed`, timestamp: entry.at, data: { cursor, ...toldTo(target, entry) } };
  try {
    await post(target, { id: cursor, body: JSON.stringify(payload) });
    return startAt(progress.id, progress.epoch, position);
  } catch (error) {
    const reason = messageOf(error);
    const failed = afterFailure(progress, reason, now());
    log.warn({ webhook: target.id, attempts: failed.progress.attempts, problem: reason }, 'a webhook failed');
    if (!failed.isGivenUp) return failed.progress;
    await store.webhookTargets.addDeadLetter({ endpointId: target.id, cursor, payload, reason, failedAt: now() });
    return { ...failed.progress, position };
  }
}

/** What a partner was to be told is no longer kept: that is set aside as one, and telling goes on from now. */
async function skipLost(
  { store, now }: Deps,
  progress: WebhookProgress,
  epoch: string,
  end: FeedPosition,
): Promise<void> {
  const reason = 'what came after this is no longer kept: tell the partner to read everything anew';
  const cursor = encodeCursor(progress.epoch, progress.position);
  await store.webhookTargets.addDeadLetter({ endpointId: progress.id, cursor, payload: null, reason, failedAt: now() });
  await store.webhookTargets.save(startAt(progress.id, epoch, end));
}
