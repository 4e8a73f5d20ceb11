import { setImmediate, setTimeout as sleep } from 'node:timers/promises';
import { messageOf } from '../errors.ts';
import { applyInbox } from './apply-inbox.ts';
import type { Deps } from './deps.ts';
import { rescoreOpenBook } from './rescore-open-book.ts';
import { singly } from './singly.ts';

/** Milliseconds that a turn of scoring waits for events that go on coming: the book grows old too. */
const LONGEST_WAIT_MS = 50;

export interface KeepBookOptions {
  readonly rescoreEverySeconds: number;
  /** Ends it; what is under way stops between two transactions. */
  readonly signal: AbortSignal;
}

/**
 * Keeps a book up to date until it is told to end: events are applied as soon as they are in the inbox, and the open book is scored
 * again as time passes, in turns before which events go first. One process does it at a time, so that what it remembers of the book stays true. What fails is tried again.
 */
export async function keepBook(deps: Deps, { rescoreEverySeconds, signal }: KeepBookOptions): Promise<void> {
  let eventsCame = false;
  const apply = singly(() =>
    unlessFailing(
      deps,
      'events cannot be applied',
      async () => {
        if ((await applyInbox(deps, { signal })) > 0) eventsCame = true;
      },
      signal,
    ),
  );

  async function giveWay(): Promise<boolean> {
    await setImmediate(); // whatever the database has told meanwhile is heard
    if (apply.isRunning()) await Promise.race([apply.ended(), sleep(LONGEST_WAIT_MS, undefined, { ref: false })]);
    const came = eventsCame;
    eventsCame = false;
    return came;
  }

  const stopListening = await deps.store.inbox.onAdd(() => void apply.start());
  try {
    while (!signal.aborted) {
      await unlessFailing(
        deps,
        'the open book cannot be scored',
        () => rescoreOpenBook(deps, { signal, giveWay }),
        signal,
      );
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
