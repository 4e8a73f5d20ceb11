import type { Entity } from '../domain/entity.ts';
import { evolveAll, touchedBy } from '../domain/evolve.ts';
import { isAppError, messageOf } from '../errors.ts';
import { isConnectionFailure } from '../store/connection-failure.ts';
import { countOutcomes } from './count-outcomes.ts';
import { createClaim, type Claim } from './claim-events.ts';
import type { Deps } from './deps.ts';
import { loadOrders, loadOutcomeOrders } from './load-orders.ts';
import { tellExceptions } from './raise-exceptions.ts';
import { scoreLines } from './score-lines.ts';
import { toldExceptions } from './told-exceptions.ts';

export interface ApplyOptions {
  /** Events a transaction. */
  readonly batchSize?: number;
  /** False while a whole book is loaded: its open lines are scored once, at the end. */
  readonly score?: boolean;
  readonly signal?: AbortSignal;
  readonly onProgress?: (applied: number) => void;
}

interface Batch extends Required<Pick<ApplyOptions, 'batchSize' | 'score'>> {
  readonly claim: Claim;
}

/**
 * Applies all that waits in the inbox, oldest first, a micro-batch a transaction: state, outcomes, scores and feed entries
 * together. An event that cannot be applied is parked with the reason and the others go on. Returns how many were applied.
 */
export async function applyInbox(deps: Deps, options: ApplyOptions = {}): Promise<number> {
  const { batchSize = 2000, score = true } = options;
  const batch: Batch = { batchSize, score, claim: createClaim(deps.store.inbox, batchSize) };
  let applied = 0;
  for (;;) {
    options.signal?.throwIfAborted();
    const count = await applyNext(deps, batch);
    if (count === 0) return applied;
    applied += count;
    options.onProgress?.(applied);
  }
}

async function applyNext(deps: Deps, batch: Batch): Promise<number> {
  try {
    return await applyTransaction(deps, batch);
  } catch (error) {
    if (isConnectionFailure(error)) throw error;
    deps.log.error(
      { err: messageOf(error) },
      'a batch of events cannot be applied as a whole: they are tried one by one',
    );
  }
  return applyOneByOne(deps, batch);
}

/** Applies the events of a batch that fails, each alone, and parks those that fail alone. */
async function applyOneByOne(deps: Deps, { batchSize, score }: Batch): Promise<number> {
  for (let done = 0; done < batchSize; done++) {
    const [event] = await deps.store.inbox.pending(1);
    if (!event) return done;
    try {
      await applyTransaction(deps, { batchSize: 1, score, claim: (inbox) => inbox.pending(1) });
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

function applyTransaction(deps: Deps, batch: Batch): Promise<number> {
  return deps.store.transaction((store) => applyBatch({ ...deps, store }, batch));
}

async function applyBatch(deps: Deps, { score, claim }: Batch): Promise<number> {
  const { store } = deps;
  await store.jobs.lockApply();
  const events = await claim(store.inbox);
  if (events.length === 0) return 0;

  const entities = await store.entities.load(touchedBy(events));
  const before = new Map(entities);
  const changes = [...evolveAll(entities, events)].flatMap((key) => {
    const entity = entities.get(key);
    return entity ? [[key, entity] as const] : [];
  });
  const changed = changes.map(([, entity]) => entity);
  if (score) {
    await store.entities.save(changed);
    await tellExceptions(deps, toldExceptions(before, changes), () => null);
    const orders = await loadOrders(deps, ordersOf(changed));
    await countOutcomes(deps, orders);
    await scoreLines(deps, orders);
    await store.inbox.markApplied(events);
  } else {
    const orders = await loadOutcomeOrders(deps, changed, before);
    // Asked for together: the next statement is put into words while the database works on the one before.
    await Promise.all([
      store.entities.save(changed),
      store.inbox.markApplied(events),
      countOutcomes(deps, orders, before),
    ]);
  }
  return events.length;
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
