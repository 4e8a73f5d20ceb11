import { setImmediate as nextRound } from 'node:timers/promises';
import { FEED_START, type FeedPage, type FeedPosition, type FeedStretch } from '../domain/feed.ts';
import { messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import { createBell } from './bell.ts';
import { createTold, type Next } from './told.ts';
import { createTurns } from './turns.ts';

/** Hears of what was appended, with it when it is little. */
export type OnAppend = (stretch?: FeedStretch) => void;

/** The part of the stored feed that a tail reads: `store.feed` has this shape. */
export interface FeedLog {
  readonly after: (position: FeedPosition, limit: number) => Promise<FeedPage>;
  readonly onAppend: (callback: OnAppend) => Promise<() => Promise<void>>;
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
   * Milliseconds from the beginning of one read to that of the next: what is appended meanwhile is read together. What it is told
   * of without reading is passed on at once while that is quick; otherwise it rests as long as passing on took, and no longer than this.
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
  readonly deliver: (next: Next) => void;
  /** Gets where the feed stands when something was passed over, and when the feed is another than before. */
  readonly skip: (page: Pick<FeedPage, 'end' | 'epoch'>) => void;
}

/** What one step did: took what was told, read all that there is, or a part, so that more is to be read at once. */
type Done = 'took' | 'read' | 'read-part';

export interface Tail {
  /** Does something between two deliveries. Waits until the feed was read for the first time. */
  readonly between: <T>(work: () => Promise<T>) => Promise<T>;
  /** Stops reading; resolves once no read is under way. */
  readonly close: () => Promise<void>;
}

/**
 * Follows the feed from where it now ends: takes what it is told of when that goes on from its position, and reads otherwise. A failing read is tried again until it works; the position is kept.
 */
export function startTail(
  feed: FeedLog,
  reader: Reader,
  { chunkSize, pollMs, paceMs, retryMs, log }: TailOptions,
): Tail {
  const appended = createBell();
  const closing = createBell();
  const turns = createTurns();
  const told = createTold();
  let closed = false;
  let position: FeedPosition | null = null;
  let epoch: string | null = null;
  let stopListening: (() => Promise<void>) | null = null;
  let begin: () => void;
  const begun = new Promise<void>((resolve) => (begin = resolve));

  async function follow(): Promise<void> {
    for (let failures = 0; !closed;) {
      try {
        stopListening ??= await feed.onAppend(hear);
        const begun = performance.now();
        let did = await turns.take(advance);
        while (did === 'read-part' && !closed) did = await turns.take(advance);
        failures = 0;
        const next = did === 'took' ? await whenTold(begun) : begun + paceMs;
        await appended.wait(pollMs);
        const early = next - performance.now();
        if (early >= 1) await closing.wait(early);
      } catch (error) {
        failures += 1;
        log.warn({ problem: messageOf(error), failures }, 'the change feed cannot be read; trying again');
        await closing.wait(Math.min(retryMs.longest, retryMs.first * 2 ** (failures - 1)));
      }
    }
    await stopListening?.();
  }

  /** When to go on after what was told is passed on. */
  async function whenTold(begun: number): Promise<number> {
    await nextRound(); // by then sockets are written to
    const now = performance.now();
    return now + Math.min(paceMs, now - begun);
  }

  function hear(stretch?: FeedStretch): void {
    told.hear(stretch);
    appended.ring();
  }

  /** Takes what was told, or reads. */
  async function advance(): Promise<Done> {
    const next = position !== null && epoch !== null ? told.takeFrom(position, epoch) : null;
    if (!next) return read();
    position = next.upTo;
    if (reader.listens()) reader.deliver(next);
    else if (epoch !== null) reader.skip({ end: position, epoch });
    return 'took';
  }

  async function read(): Promise<Done> {
    const passes = position === null || !reader.listens();
    const page = await feed.after(position ?? FEED_START, passes ? 0 : chunkSize);
    const isSame = position !== null && epoch === page.epoch;
    // Someone may have begun to listen meanwhile: they must not miss what came after the position.
    if (isSame && passes && reader.listens()) return 'read-part';
    const last = page.entries.length === chunkSize ? page.entries.at(-1)?.position : undefined;
    position = isSame ? (last ?? page.end) : page.end;
    epoch = page.epoch;
    if (isSame && !passes) reader.deliver({ entries: page.entries, upTo: position });
    else reader.skip(page);
    begin();
    return isSame && last !== undefined ? 'read-part' : 'read';
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
