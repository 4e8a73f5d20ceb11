import type { DomainEvent } from '../domain/event/event.ts';
import type { Deps } from './deps.ts';

/** What of a source went well or not. */
export type Deed = 'read' | 'sweep';

/** How the reason of a failing sweep begins: a read that goes well does not end it, nor a sweep that of a read. */
const OF_SWEEP = 'sweep: ';

/** Remembers that a source does what it should, and tells that it has recovered when it had failed at the same deed. */
export async function noteSuccess(deps: Deps, providerId: string, deed: Deed): Promise<void> {
  const at = deps.now();
  const before = (await deps.store.sources.statuses()).get(providerId);
  const { lastReadAt = null, failingSince = null, lastError = null } = before ?? {};
  const isOver = failingSince !== null && deedOf(lastError) === deed;
  if (deed === 'sweep' && !isOver) return;
  await deps.store.transaction(async (store) => {
    const failing = isOver ? { failingSince: null, lastError: null } : { failingSince, lastError };
    await store.sources.saveStatus({ providerId, lastReadAt: deed === 'read' ? at : lastReadAt, ...failing });
    if (!isOver) return;
    await store.inbox.add([healthEvent(providerId, at, { type: 'provider.recovered', data: { providerId } })]);
    await store.feed.append([{ topic: 'provider', at, data: { change: 'recovered', providerId, problem: null } }]);
  });
}

/** Remembers why a source fails at a deed, and tells that it is degraded when it was not before. */
export async function noteFailure(deps: Deps, providerId: string, deed: Deed, reason: string): Promise<void> {
  const at = deps.now();
  const before = (await deps.store.sources.statuses()).get(providerId);
  const lastError = deed === 'sweep' ? `${OF_SWEEP}${reason}` : reason;
  // A source that cannot be read is the greater trouble: what a sweep says of it then is not news.
  if (deed === 'sweep' && before?.failingSince && deedOf(before.lastError) === 'read') return;
  await deps.store.transaction(async (store) => {
    const since = before?.failingSince ?? at;
    await store.sources.saveStatus({
      providerId,
      lastReadAt: before?.lastReadAt ?? null,
      failingSince: since,
      lastError,
    });
    if (before?.failingSince) return;
    const problem = lastError.slice(0, 1000);
    await store.inbox.add([
      healthEvent(providerId, at, { type: 'provider.degraded', data: { providerId, reason: problem } }),
    ]);
    await store.feed.append([{ topic: 'provider', at, data: { change: 'degraded', providerId, problem } }]);
  });
}

function deedOf(lastError: string | null): Deed {
  return lastError?.startsWith(OF_SWEEP) ? 'sweep' : 'read';
}

type Health = Pick<Extract<DomainEvent, { type: 'provider.degraded' | 'provider.recovered' }>, 'type' | 'data'>;

function healthEvent(providerId: string, time: string, health: Health): DomainEvent {
  return {
    ...health,
    id: `${health.type}/${providerId}/${time}`,
    source: 'promisegraph',
    subject: `provider/${providerId}`,
    time,
    sequence: null,
    correlationId: null,
    causationId: null,
  } as DomainEvent;
}
