import { randomUUID } from 'node:crypto';
import { z } from 'zod';
import { RecordKindSchema, type RecordKind } from '../domain/record/record.ts';
import { savePage, type PageCounts } from './save-page.ts';
import type { Deps } from './deps.ts';

/** What a job that waits in the queue holds: lists of several hints, joined. */
const Payload = z.array(z.object({ providerId: z.string(), kind: RecordKindSchema, key: z.string() }));

/** Keys that one lookup asks for. */
const AT_ONCE = 200;

/**
 * Looks records up again because their source hinted that they changed. One that is not found stays as it is: a source may hide what it
 * still has, and what is gone a read or a sweep finds. Idempotent by content. Throws `PROVIDER_UNAVAILABLE`: the job is then tried again.
 */
export async function rereadRecords(deps: Deps, payload: unknown): Promise<void> {
  const asked = Payload.parse(payload);
  const [first] = asked;
  if (!first || !deps.providers.all.some(({ id }) => id === first.providerId)) return; // no longer configured
  for (const kind of new Set(asked.map((record) => record.kind))) {
    const keys = [...new Set(asked.filter((record) => record.kind === kind).map(({ key }) => key))];
    for (let at = 0; at < keys.length; at += AT_ONCE)
      await reread(deps, first.providerId, kind, keys.slice(at, at + AT_ONCE));
  }
}

async function reread(
  deps: Deps,
  providerId: string,
  kind: RecordKind,
  keys: readonly string[],
): Promise<PageCounts | null> {
  const slots = await deps.providers.get(providerId).lookup?.(kind, keys);
  const records = (slots ?? []).flatMap((record) => (record ? [{ record, location: null }] : []));
  if (records.length === 0) return null;
  const page = { records, deletes: [], unreadable: [] };
  const readId = `hint/${randomUUID()}`;
  return deps.store.transaction((store) => savePage({ ...deps, store }, { providerId, kind, page, readId }));
}
