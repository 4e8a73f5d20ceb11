import type { FeedEntry, FeedPosition } from '../domain/feed.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';

/** The part of the stored feed that a tail reads: `store.feed` has this shape. */
export interface FeedLog {
  readonly end: () => Promise<FeedPosition>;
  readonly after: (
    position: FeedPosition,
    limit: number,
  ) => Promise<readonly { readonly position: FeedPosition; readonly entry: FeedEntry }[]>;
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
  /** Milliseconds before a failed read is tried again: the first wait, doubled each time up to the longest. */
  readonly retryMs: { readonly first: number; readonly longest: number };
  readonly log: Log;
}

export interface Reader {
  /** Whether anyone listens. While nobody does, the tail passes over what is appended without reading it. */
  readonly listens: () => boolean;
  /** Gets every chunk once, in commit order. A throw means that nothing of it was delivered: it comes again. */
  readonly deliver: (entries: readonly FeedEntry[]) => Promise<void>;
}

export interface Tail {
  /** Stops reading; resolves once no read is under way. */
  readonly close: () => Promise<void>;
}

/** Follows the feed from where it now ends. A failing read is tried again until it works; the position is kept. */
export function startTail(feed: FeedLog, reader: Reader, { chunkSize, pollMs, retryMs, log }: TailOptions): Tail {
  const appended = createBell();
  const closing = createBell();
  let closed = false;
  let position: FeedPosition | null = null;
  let stopListening: (() => Promise<void>) | null = null;

  async function follow(): Promise<void> {
    for (let failures = 0; !closed;) {
      try {
        stopListening ??= await feed.onAppend(appended.ring);
        await advance();
        failures = 0;
        await appended.wait(pollMs);
      } catch (error) {
        failures += 1;
        log.warn({ problem: messageOf(error), failures }, 'the change feed cannot be read; trying again');
        await closing.wait(Math.min(retryMs.longest, retryMs.first * 2 ** (failures - 1)));
      }
    }
    await stopListening?.();
  }

  async function advance(): Promise<void> {
    const end = reader.listens() && position !== null ? null : await feed.end();
    // Someone may have begun to listen meanwhile: they must not miss what came after the position.
    if (position === null || (end !== null && !reader.listens())) {
      position = end;
      return;
    }
    for (let full = true; full && !closed;) {
      const found = await feed.after(position, chunkSize);
      await reader.deliver(found.map(({ entry }) => entry));
      position = found.at(-1)?.position ?? position;
      full = found.length === chunkSize;
    }
  }

  const followed = follow();
  return {
    close: async () => {
      closed = true;
      closing.ring();
      appended.ring();
      await followed;
    },
  };
}

/** Something to wait for, for a while, that can be rung before or during the waiting: no ring is lost, many count as one. */
function createBell() {
  let rung = false;
  let answer: (() => void) | null = null;
  return {
    ring: (): void => {
      rung = true;
      answer?.();
    },
    async wait(ms: number): Promise<void> {
      if (!rung) {
        await new Promise<void>((resolve) => {
          const timer = setTimeout(resolve, ms);
          answer = () => {
            clearTimeout(timer);
            resolve();
          };
        });
        answer = null;
      }
      rung = false;
    },
  };
}
