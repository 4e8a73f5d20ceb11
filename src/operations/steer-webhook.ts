import { AppError } from '../errors.ts';
import { decodeCursor, requireResumable } from '../feeds/cursor.ts';
import type { Deps } from './deps.ts';
import { startAt } from './deliver-webhooks.ts';

/** Stops telling a partner, or goes on from where it stopped. Throws `NOT_FOUND` for a target that was never told anything. */
export async function pauseWebhook({ store }: Pick<Deps, 'store'>, id: string, paused: boolean): Promise<void> {
  const progress = await store.webhookTargets.get(id);
  if (!progress) throw new AppError('NOT_FOUND', `no webhook ${id} has been told anything yet`, { id });
  await store.webhookTargets.save({ ...progress, paused });
}

/** Tells a partner again all that came after a cursor. Throws `INPUT_INVALID`, and `RESYNC_REQUIRED` when it is not all kept. */
export async function replayWebhook({ store }: Pick<Deps, 'store'>, id: string, cursor: string): Promise<void> {
  const from = decodeCursor(cursor);
  requireResumable(from, await store.feed.after(from.position, 0));
  await store.webhookTargets.save(startAt(id, from.epoch, from.position));
}
