import { AppError } from '../errors.ts';

/** A queue between one producer that never waits and one consumer that may be slow. */
export interface Buffer<T> extends AsyncIterableIterator<T, undefined, undefined> {
  /** Never blocks and never throws. */
  readonly push: (item: T) => void;
  /** Ends the consumer's loop once it has read what is buffered. */
  readonly end: () => void;
  readonly return: () => Promise<IteratorResult<T, undefined>>;
}

export interface BufferOptions<T> {
  /** Items kept at most. */
  readonly limit: number;
  /** Items with one key may be merged, once there are too many, by keeping the newest. */
  readonly keyOf: (item: T) => string;
  /** Called once, when the consumer goes away, falls too far behind, or has read the end. */
  readonly onClosed: () => void;
}

/**
 * Keeps every item in order up to the limit. Past it, and until the consumer has caught up, only the newest item of each
 * key. When even that is more than the limit, what is kept is dropped and the consumer's loop ends with
 * `SUBSCRIBER_TOO_SLOW`.
 */
export function createBuffer<T>({ limit, keyOf, onClosed }: BufferOptions<T>): Buffer<T> {
  let kept = new Map<string | number, T>();
  let merging = false;
  let pushed = 0;
  let state: 'open' | 'ending' | 'too-slow' | 'closed' = 'open';
  let waiting: ((result: IteratorResult<T, undefined>) => void)[] = [];

  function push(item: T): void {
    if (state !== 'open') return;
    const consumer = waiting.shift();
    if (consumer) return consumer({ value: item, done: false });
    if (!merging && kept.size >= limit) merge();
    const key = merging ? keyOf(item) : pushed++;
    kept.delete(key);
    if (kept.size >= limit) return giveUp();
    kept.set(key, item);
  }

  function merge(): void {
    const all = [...kept.values()];
    kept = new Map();
    for (const item of all) {
      kept.delete(keyOf(item));
      kept.set(keyOf(item), item);
    }
    merging = true;
  }

  function giveUp(): void {
    close();
    state = 'too-slow';
  }

  async function next(): Promise<IteratorResult<T, undefined>> {
    for (const [key, value] of kept) {
      kept.delete(key);
      if (kept.size === 0) merging = false;
      return { value, done: false };
    }
    if (state === 'open') return new Promise((resolve) => waiting.push(resolve));
    const wasTooSlow = state === 'too-slow';
    close();
    if (wasTooSlow) throw tooSlow(limit);
    return { value: undefined, done: true };
  }

  function close(): void {
    const first = state !== 'closed' && state !== 'too-slow';
    state = 'closed';
    kept.clear();
    for (const consumer of waiting) consumer({ value: undefined, done: true });
    waiting = [];
    if (first) onClosed();
  }

  return {
    push,
    end() {
      if (state !== 'open') return;
      state = 'ending';
      if (kept.size === 0) close();
    },
    next,
    async return() {
      close();
      return { value: undefined, done: true };
    },
    [Symbol.asyncIterator]() {
      return this;
    },
  };
}

function tooSlow(limit: number): AppError {
  return new AppError(
    'SUBSCRIBER_TOO_SLOW',
    `expected changes to be read as they come, more than ${limit} lines were waiting: read the queue again and subscribe again`,
    { limit },
  );
}
