import { setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { applyInbox } from './apply-inbox.ts';
import type { Deps } from './deps.ts';
import { rescoreOpenBook } from './rescore-open-book.ts';
import { singly } from './singly.ts';

export interface KeepBookOptions {
  readonly rescoreEverySeconds: number;
  /** Ends it; what is under way stops between two transactions. */
  readonly signal: AbortSignal;
}

/**
 * Keeps a book up to date until it is told to end: events are applied as soon as they are in the inbox, and the open book is scored
 * again as time passes. One process does it at a time, so that what it remembers of the book stays true. What fails is tried again.
 */
export async function keepBook(deps: Deps, { rescoreEverySeconds, signal }: KeepBookOptions): Promise<void> {
  const apply = singly(() =>
    unlessFailing(deps, 'events cannot be applied', () => applyInbox(deps, { signal }), signal),
  );
  const stopListening = await deps.store.inbox.onAdd(() => void apply.start());
  try {
    while (!signal.aborted) {
      await unlessFailing(deps, 'the open book cannot be scored', () => rescoreOpenBook(deps, { signal }), signal);
      await sleep(rescoreEverySeconds * 1000, undefined, { signal }).catch(() => undefined);
    }
  } finally {
    await stopListening();
    await apply.start(); // told to end, it only waits for what is under way
  }
}

/** Work that ends because it is told to has not failed. */
async function unlessFailing(
  { log }: Deps,
  problem: string,
  work: () => Promise<unknown>,
  signal: AbortSignal,
): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (!signal.aborted) log.error({ err: messageOf(error) }, `${problem}, will try again`);
  }
}
