import type { Doer } from '../domain/audit.ts';
import { AppError } from '../errors.ts';
import { decodeCursor, requireResumable } from '../feeds/cursor.ts';
import type { Deps } from './deps.ts';
import { startAt } from './deliver-webhooks.ts';
import { recordDeed } from './record-deed.ts';

/** Stops telling a partner, or goes on from where it stopped. Throws `NOT_FOUND` for a target that was never told anything. */
export async function pauseWebhook(
  { store }: Pick<Deps, 'store'>,
  by: Doer,
  id: string,
  paused: boolean,
): Promise<void> {
  await store.transaction(async (tx) => {
    const progress = await tx.webhookTargets.get(id);
    if (!progress) throw new AppError('NOT_FOUND', `no webhook ${id} has been told anything yet`, { id });
    await tx.webhookTargets.save({ ...progress, paused });
    await recordDeed(tx, by, {
      action: paused ? 'webhook.pause' : 'webhook.resume',
      target: { kind: 'webhook', id },
      before: { paused: progress.paused },
      after: { paused },
    });
  });
}

/** Tells a partner again all that came after a cursor. Throws `INPUT_INVALID`, and `RESYNC_REQUIRED` when it is not all kept. */
export async function replayWebhook(
  { store }: Pick<Deps, 'store'>,
  by: Doer,
  id: string,
  cursor: string,
): Promise<void> {
  const from = decodeCursor(cursor);
  requireResumable(from, await store.feed.after(from.position, 0));
  await store.transaction(async (tx) => {
    const progress = await tx.webhookTargets.get(id);
    await tx.webhookTargets.save(startAt(id, from.epoch, from.position));
    await recordDeed(tx, by, {
      action: 'webhook.replay',
      target: { kind: 'webhook', id },
      before: progress && { epoch: progress.epoch, position: progress.position },
      after: { epoch: from.epoch, position: from.position },
    });
  });
}
