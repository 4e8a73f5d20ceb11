import { stampOf, type Stamp } from '../domain/event/event.ts';
import type { InboxStore, Store } from '../store/store.ts';
import { areNext } from './claim-events.ts';
import { loadOutcomeOrders, type OrderWithLines } from './load-orders.ts';
import { withChanges, workOut, type StateReader, type WorkedOut } from './work-out.ts';

/** A batch with the orders whose lines' outcomes may be others after it. */
export interface WorkedOutBatch extends WorkedOut {
  readonly orders: readonly OrderWithLines[];
}

/** The next batch, worked out; null when nothing waits. Asked for inside the transaction that writes it. */
export type NextBatch = (store: Store) => Promise<WorkedOutBatch | null>;

interface Prepared {
  /** The event that must have been applied last for this to hold: the last of the batch before. */
  readonly after: Stamp;
  readonly batch: WorkedOutBatch;
}

/**
 * Works out the oldest events, and while they are written the ones behind them, outside the transaction and on the state that the
 * write will leave. What was worked out ahead counts only when, inside the next transaction and under its lock, nobody has applied
 * anything in between and the same events are the next. A batch whose write fails therefore takes the one behind it along.
 */
export function createWorkAhead(outside: StateReader & { readonly inbox: InboxStore }, batchSize: number): NextBatch {
  let ahead: Promise<Prepared | null> = Promise.resolve(null);

  async function prepare({ events, changes }: WorkedOutBatch): Promise<Prepared | null> {
    const last = events.at(-1);
    if (!last || events.length < batchSize) return null;
    const after = stampOf(last);
    const batch = await workOutBatch(withChanges(outside, changes), await outside.inbox.pending(batchSize, after));
    return batch && { after, batch };
  }

  return async (store) => {
    const prepared = await ahead;
    const batch =
      prepared && (await holds(store.inbox, prepared, batchSize))
        ? prepared.batch
        : await workOutBatch(store, await store.inbox.pending(batchSize));
    ahead = batch ? prepare(batch).catch(() => null) : Promise.resolve(null); // then it is worked out where it counts
    return batch;
  };
}

/** What a number of events make of the book, worked out on the spot. Null for none. */
async function workOutBatch(state: StateReader, events: WorkedOut['events']): Promise<WorkedOutBatch | null> {
  if (events.length === 0) return null;
  const work = await workOut(state, events);
  const changed = work.changes.map(([, entity]) => entity);
  return { ...work, orders: await loadOutcomeOrders(state, changed, work.before) };
}

async function holds(inbox: InboxStore, { after, batch }: Prepared, batchSize: number): Promise<boolean> {
  return (await inbox.lastApplied()) === after && (await areNext(inbox, batchSize, batch.events));
}
