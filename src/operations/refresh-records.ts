import { randomUUID } from 'node:crypto';
import type { Entity } from '../domain/entity.ts';
import { evolveAll, touchedBy } from '../domain/evolve.ts';
import { keyOf, type CanonicalRecord, type RecordKind } from '../domain/record/record.ts';
import type { Reconfirmation } from '../domain/staleness.ts';
import { AppError, ERROR_CODES, isAppError, messageOf } from '../errors.ts';
import { deriveEvents, seenKeys } from '../providers/derive-events.ts';
import type { HostedProvider } from '../providers/host.ts';
import type { Deps } from './deps.ts';
import { keysAtSource } from './keys-at-source.ts';
import { savePage } from './save-page.ts';

/** Events that may wait in the inbox for a query to look through them: a live book has a handful. */
const MAX_WAITING = 1000;

/** How asking for one record ended, with what it now says: entities by `refKey`, as they will stand once the inbox is applied. */
export type RefreshedRecord =
  | (Extract<Reconfirmation, { status: 'confirmed' }> & { readonly entities: ReadonlyMap<string, Entity> })
  | Exclude<Reconfirmation, { status: 'confirmed' }>;

/**
 * Asks a source again for records that are too old, in one call, and hands what has changed to the inbox. Never throws: a
 * source that does not answer within its `timeoutMs`, or whose answer cannot be kept, leaves every record as failed.
 */
export async function refreshRecords(
  deps: Deps,
  providerId: string,
  kind: RecordKind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, RefreshedRecord>> {
  try {
    const own = await keysAtSource(deps, providerId, kind, keys);
    const found = await ask(deps.providers.get(providerId), kind, [...own.values()]);
    await ingest(deps, providerId, kind, found);
    const entities = await asApplied(deps, kind, keys);
    const known = new Set(found.map(keyOf));
    const isKnown = (key: string): boolean => known.has(own.get(key) ?? key);
    return new Map(keys.map((key) => [key, isKnown(key) ? { status: 'confirmed', entities } : { status: 'gone' }]));
  } catch (error) {
    const err = messageOf(error);
    deps.log.warn({ provider: providerId, kind, keys: keys.length, err }, 'records cannot be looked up again');
    return new Map(keys.map((key) => [key, { status: 'failed', problem: problemOf(error) }]));
  }
}

async function ask(
  { id, lookup, settings }: HostedProvider,
  kind: RecordKind,
  keys: readonly string[],
): Promise<CanonicalRecord[]> {
  if (!lookup) throw new AppError('INVARIANT', `${id} cannot look up records`);
  const records = await withinMs(
    settings.timeoutMs,
    lookup(kind, keys),
    `${id} did not answer within ${String(settings.timeoutMs)} ms`,
  );
  return records.filter((record) => record !== null);
}

/** The host gives each attempt its time; a query waits for one attempt's time in all, whatever is tried again. */
async function withinMs<T>(ms: number, work: Promise<T>, problem: string): Promise<T> {
  let timer: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_resolve, reject) => {
    timer = setTimeout(() => {
      reject(new AppError('PROVIDER_UNAVAILABLE', problem));
    }, ms);
  });
  try {
    return await Promise.race([work, over]);
  } finally {
    clearTimeout(timer);
  }
}

/** Hands what has changed to the inbox. What has not is left as it was last seen: asking writes nothing, but where links may hang on it. */
async function ingest(
  deps: Deps,
  providerId: string,
  kind: RecordKind,
  found: readonly CanonicalRecord[],
): Promise<void> {
  const page = { records: found.map((record) => ({ record, location: null })), deletes: [], unreadable: [] };
  const readId = randomUUID();
  if (!deps.links?.takesPart(providerId)) {
    const seen = await deps.store.sources.seen(providerId, kind, seenKeys(kind, found, []));
    const { events } = deriveEvents({ ...page, providerId, kind, seen, readId, now: deps.now(), until: deps.until() });
    if (events.length === 0) return;
  }
  await deps.store.transaction((store) => savePage({ ...deps, store }, { providerId, kind, page, readId }));
}

/**
 * The records as they will stand once what waits in the inbox is applied. What waits is read before what stands: an event
 * that the worker applies in between is seen twice, which changes nothing, and never missed.
 */
async function asApplied(
  { store }: Deps,
  kind: RecordKind,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Entity>> {
  const waiting = await store.inbox.pending(MAX_WAITING);
  if (waiting.length === MAX_WAITING) {
    throw new AppError('PROVIDER_UNAVAILABLE', 'what it said before is still being taken in');
  }
  const lines = kind === 'order' ? await store.entities.lineRefs(keys) : [];
  const asked = keys.map((id) => ({ kind, id }));
  const entities = await store.entities.load([...asked, ...lines, ...touchedBy(waiting)]);
  evolveAll(entities, waiting);
  return entities;
}

/** What callers may read of a failure; the rest is in the log. */
function problemOf(error: unknown): string {
  return isAppError(error) && ERROR_CODES[error.code].tell === 'caller'
    ? error.message
    : 'what it says cannot be taken in';
}
