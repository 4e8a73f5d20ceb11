import { messageOf } from '../errors.ts';
import type { Deps } from './deps.ts';

/** Whether queries can be answered, and a line per thing that was looked at. */
export interface Readiness {
  readonly ok: boolean;
  readonly checks: Readonly<Record<string, string>>;
}

/** Asks the database. A source that is down and a missing model are told, and do not make the platform unready. Never throws. */
export async function checkReadiness({ store, scorer }: Deps): Promise<Readiness> {
  const model = scorer()?.version ?? 'none: the rules score';
  try {
    const waiting = await store.inbox.pendingCount();
    const failing = [...(await store.sources.statuses()).values()].filter(({ failingSince }) => failingSince !== null);
    const sources =
      failing.map(({ providerId, lastError }) => `${providerId} fails: ${lastError}`).join('; ') || 'all answer';
    return { ok: true, checks: { database: `answers, ${waiting} events wait`, model, sources } };
  } catch (error) {
    return { ok: false, checks: { database: messageOf(error), model } };
  }
}
