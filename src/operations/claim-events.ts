import { stampOf, type DomainEvent } from '../domain/event/event.ts';
import type { InboxStore } from '../store/store.ts';

/** The events to apply next, asked for inside the transaction that applies them. */
export type Claim = (inbox: InboxStore) => Promise<readonly DomainEvent[]>;

/**
 * Claims the oldest events, and while they are applied reads the ones behind them, outside the transaction. What was read ahead
 * counts only when, inside the next transaction, the same stamps wait in the same order: an event never changes, so the
 * stamps say it all.
 */
export function createClaim(outside: InboxStore, batchSize: number): Claim {
  let ahead: Promise<readonly DomainEvent[]> = Promise.resolve([]);

  return async (inbox) => {
    const read = await ahead;
    const events = (await areNext(inbox, batchSize, read)) ? read : await inbox.pending(batchSize);
    const last = events.at(-1);
    ahead =
      last && events.length === batchSize
        ? outside.pending(batchSize, stampOf(last)).catch(() => []) // then they are read where it counts
        : Promise.resolve([]);
    return events;
  };
}

/** Whether these events, and no others, are the oldest that wait. */
export async function areNext(inbox: InboxStore, batchSize: number, read: readonly DomainEvent[]): Promise<boolean> {
  if (read.length === 0) return false;
  const stamps = await inbox.pendingStamps(batchSize);
  return stamps.length === read.length && read.every((event, at) => stampOf(event) === stamps[at]);
}
