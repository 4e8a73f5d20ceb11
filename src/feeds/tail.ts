import { FEED_START, type FeedPage, type FeedPosition } from '../domain/feed.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createBell } from './bell.ts';
import { createTurns } from './turns.ts';

/** The part of the stored feed that a tail reads: `store.feed` has this shape. */
export interface FeedLog {
  readonly after: (position: FeedPosition, limit: number) => Promise<FeedPage>;
  readonly onAppend: (callback: () => void) => Promise<() => Promise<void>>;
}

export interface TailOptions {
  /** Entries read at once. */
  readonly chunkSize: number;
  /**
   * Milliseconds after which it looks without having been woken. An entry stays out of sight while an older transaction
   * is open, and one that ends without appending wakes nobody.
   */
  readonly pollMs: number;
  /**
   * Milliseconds from the beginning of one read to that of the next: what is appended meanwhile is read together. One entry
   * that comes after a while is read at once.
   */
  readonly paceMs: number;
  /** Milliseconds before a failed read is tried again: the first wait, doubled each time up to the longest. */
  readonly retryMs: { readonly first: number; readonly longest: number };
  readonly log: Log;
}

export interface Reader {
  /** Whether anyone listens. While nobody does, the tail passes over what is appended without reading it. */
  readonly listens: () => boolean;
  /** Gets every stretch once, in commit order, without a gap. Must not throw. */
  readonly deliver: (page: FeedPage, upTo: FeedPosition) => void;
  /** Gets where the feed stands when something was passed over, and when the feed is another than before. */
  readonly skip: (page: FeedPage) => void;
}

export interface Tail {
  /** Does something between two deliveries. Waits until the feed was read for the first time. */
  readonly between: <T>(work: () => Promise<T>) => Promise<T>;
  /** Stops reading; resolves once no read is under way. */
  readonly close: () => Promise<void>;
}

/** Follows the feed from where it now ends. A failing read is tried again until it works; the position is kept. */
export function startTail(
  feed: FeedLog,
  reader: Reader,
  { chunkSize, pollMs, paceMs, retryMs, log }: TailOptions,
): Tail {
  const appended = createBell();
  const closing = createBell();
  const turns = createTurns();
  let closed = false;
  let position: FeedPosition | null = null;
  let epoch: string | null = null;
  let stopListening: (() => Promise<void>) | null = null;
  let begin: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));

  async function follow(): Promise<void> {
    for (let failures = 0; !closed;) {
      try {
        stopListening ??= await feed.onAppend(appended.ring);
        const begun = performance.now();
        while (!closed && (await turns.take(advance)));
        failures = 0;
        await appended.wait(pollMs);
        const early = begun + paceMs - performance.now();
        if (early > 0) await closing.wait(early);
      } catch (error) {
        failures += 1;
        log.warn({ problem: messageOf(error), failures }, 'the change feed cannot be read; trying again');
        await closing.wait(Math.min(retryMs.longest, retryMs.first * 2 ** (failures - 1)));
      }
    }
    await stopListening?.();
  }

  /** One read. Returns whether there is more to be read at once. */
  async function advance(): Promise<boolean> {
    const passes = position === null || !reader.listens();
    const page = await feed.after(position ?? FEED_START, passes ? 0 : chunkSize);
    const isSame = position !== null && epoch === page.epoch;
    // Someone may have begun to listen meanwhile: they must not miss what came after the position.
    if (isSame && passes && reader.listens()) return true;
    const last = page.entries.length === chunkSize ? page.entries.at(-1)?.position : undefined;
    position = isSame ? (last ?? page.end) : page.end;
    epoch = page.epoch;
    if (isSame && !passes) reader.deliver(page, position);
    else reader.skip(page);
    begin();
    return isSame && last !== undefined;
  }

  const followed = follow();
  return {
    between: async (work) => {
      await begun;
      return turns.take(work);
    },
    close: async () => {
      closed = true;
      closing.ring();
      appended.ring();
      await followed;
    },
  };
}
