import type { Entity } from '../domain/entity.ts';
import type { DomainEvent } from '../domain/event/event.ts';
import { isAppError, messageOf } from '../errors.ts';
import { isConnectionFailure } from '../store/connection-failure.ts';
import { inTurn } from '../store/in-turn.ts';
import { countOutcomes } from './count-outcomes.ts';
import { createClaim } from './claim-events.ts';
import type { Deps } from './deps.ts';
import { loadOrders } from './load-orders.ts';
import { tellExceptions } from './raise-exceptions.ts';
import { scoreLines } from './score-lines.ts';
import { toldExceptions } from './told-exceptions.ts';
import { createWorkAhead } from './work-ahead.ts';
import { workOut, type WorkedOut } from './work-out.ts';

export interface ApplyOptions {
  /** Events a transaction. */
  readonly batchSize?: number;
  /** False while a whole book is loaded: its open lines are scored once, at the end. */
  readonly score?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (applied: number) => void;
}

/** Takes the lock and applies a batch, inside a transaction. Returns how many events it had. */
type ApplyBatch = (deps: Deps) => Promise<number>;

/** The same in a transaction of its own. */
type Apply = () => Promise<number>;

/**
 * Applies all that waits in the inbox, oldest first, a micro-batch a transaction: state, outcomes, scores and feed entries
 * together. An event that cannot be applied is parked with the reason and the others go on. Returns how many were applied.
 */
export async function applyInbox(deps: Deps, options: ApplyOptions = {}): Promise<number> {
  const { batchSize = 2000, score = true } = options;
  // Without scores nobody is told of anything: what a crash takes back waits in the inbox again.
  const inTransaction = (apply: ApplyBatch): Apply => {
    return () => deps.store.transaction((store) => apply({ ...deps, store }), { isDurable: score });
  };
  const apply = inTransaction(score ? scoring(deps, batchSize) : unscored(deps, batchSize));
  const alone = inTransaction(score ? scoring(deps, 1) : unscored(deps, 1));
  let applied = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const count = (await tried(deps, apply)) ?? (await applyOneByOne(deps, alone, batchSize));
    applied += count;
    if (count > 0) options.onProgress?.(applied);
    if (count < batchSize) return applied; // nothing else waited: what comes now is told of
  }
}

/** Null when the batch cannot be applied as a whole. */
async function tried(deps: Deps, apply: Apply): Promise<number | null> {
  try {
    return await apply();
  } catch (error) {
    if (isConnectionFailure(error)) throw error;
    deps.log.error(
      { err: messageOf(error) },
      'a batch of events cannot be applied as a whole: they are tried one by one',
    );
    return null;
  }
}

/** Applies the events of a batch that fails, each alone, and parks those that fail alone. */
async function applyOneByOne(deps: Deps, alone: Apply, batchSize: number): Promise<number> {
  for (let done = 0; done < batchSize; done++) {
    const [event] = await deps.store.inbox.pending(1);
    if (!event) return done;
    try {
      await alone();
    } catch (error) {
      if (isConnectionFailure(error)) throw error;
      deps.log.error(
        { event: event.id, source: event.source, type: event.type, err: messageOf(error) },
        'event parked',
      );
      await deps.store.inbox.park(event, isAppError(error) ? `${error.code}: ${error.message}` : messageOf(error));
    }
  }
  return batchSize;
}

/** State, outcomes, scores and feed entries; the events of the next batch are read ahead. */
function scoring({ store: outside }: Deps, batchSize: number): ApplyBatch {
  const claim = createClaim(outside.inbox, batchSize);
  return async (deps) => {
    const { store } = deps;
    let claimed: Promise<readonly DomainEvent[]> | undefined;
    await store.jobs.lockApply({ behind: () => (claimed = claim(store.inbox)) });
    const events = (await claimed) ?? [];
    if (events.length === 0) return 0;
    const work = await workOut(store, events);
    // All is sent in this order, and run in it; what is written is waited for at the end.
    await Promise.all([
      store.entities.save(entitiesOf(work.changes)),
      store.inbox.markApplied(events),
      scoreChanged(deps, work),
    ]);
    return events.length;
  };
}

/** What follows from changes that are already sent to the database. */
async function scoreChanged(deps: Deps, { before, changes }: WorkedOut): Promise<void> {
  await tellExceptions(deps, toldExceptions(before, changes), () => null, new Map());
  const orders = await loadOrders(deps, ordersOf(entitiesOf(changes)));
  await countOutcomes(deps, orders);
  await scoreLines(deps, orders);
}

/** State and outcomes alone; the next batch is worked out ahead. */
function unscored({ store: outside }: Deps, batchSize: number): ApplyBatch {
  const next = createWorkAhead(outside, batchSize);
  return async (deps) => {
    const { store } = deps;
    await store.jobs.lockApply({ remembers: false });
    const batch = await next(store);
    if (!batch) return 0;
    await inTurn([
      () => store.entities.save(entitiesOf(batch.changes)),
      () => countOutcomes(deps, batch.orders, freshOf(batch)),
      () => store.inbox.markApplied(batch.events),
    ]);
    return batch.events.length;
  };
}

function freshOf({ before, changes }: WorkedOut): ReadonlySet<string> {
  return new Set(changes.flatMap(([key]) => (before.has(key) ? [] : [key])));
}

function entitiesOf(changes: WorkedOut['changes']): readonly Entity[] {
  return changes.map(([, entity]) => entity);
}

/** Orders that changed, or one of whose lines did: a hold on an order bears on all its lines. */
function ordersOf(changed: readonly Entity[]): readonly string[] {
  const ids = new Set<string>();
  for (const entity of changed) {
    if (entity.kind === 'order') ids.add(entity.id);
    if (isLine(entity) && entity.facets.content) ids.add(entity.facets.content.value.orderId);
  }
  return [...ids];
}

function isLine(entity: Entity): entity is Entity<'line'> {
  return entity.kind === 'line';
}
