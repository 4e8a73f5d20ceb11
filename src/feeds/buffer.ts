import type { AppError } from '../errors.ts';
import { LATER, OVER, type PromptSource, type Taken } from './prompt-iterator.ts';

/** A queue between one producer that never waits and one consumer that may be slow. */
export interface Buffer<T> extends PromptSource<T> {
  /** Never blocks and never throws. */
  readonly push: (item: T) => void;
  /** Ends the consumer's loop once it has read what is buffered. */
  readonly end: () => void;
  /** Ends the consumer's loop with an error, at once. */
  readonly fail: (error: AppError) => void;
  /** Forgets everything and answers who waits. */
  readonly close: () => void;
}

export interface BufferOptions<T> {
  /** Items kept at most. */
  readonly limit: number;
  readonly overflow: Overflow<T>;
}

/** What becomes of items that are too many. */
export type Overflow<T> =
  | {
      /** Only the newest item of each key is kept; when that is still too much, the loop ends with this error. */
      readonly keyOf: (item: T) => string;
      readonly failure: () => AppError;
    }
  | {
      /** All are forgotten, and the consumer next gets one item that says where things then stand. */
      readonly renew: () => T;
    };

/**
 * Keeps every item in order up to the limit. Past it, and until the consumer has caught up, no more than that: either the
 * newest of each key, or one that stands for all.
 */
export function createBuffer<T>({ limit, overflow }: BufferOptions<T>): Buffer<T> {
  let kept = new Map<string | number, T>();
  let mode: 'all' | 'merged' | 'renewed' = 'all';
  let pushed = 0;
  let outcome: 'open' | 'ended' | AppError = 'open';
  let wake: (() => void) | null = null;

  function push(item: T): void {
    if (outcome !== 'open' || mode === 'renewed') return;
    if (kept.size >= limit && mode === 'all') shrink();
    keep(item);
    ring();
  }

  function keep(item: T): void {
    if (mode === 'renewed') return;
    const key = mode === 'merged' && 'keyOf' in overflow ? overflow.keyOf(item) : pushed++;
    kept.delete(key);
    if (kept.size >= limit && 'failure' in overflow) finish(overflow.failure());
    else kept.set(key, item);
  }

  function shrink(): void {
    const all = [...kept.values()];
    kept = new Map();
    mode = 'keyOf' in overflow ? 'merged' : 'renewed';
    all.forEach(keep);
  }

  function ring(): void {
    const callback = wake;
    wake = null;
    callback?.();
  }

  function take(): Taken<T> {
    if (mode === 'renewed' && 'renew' in overflow) {
      mode = 'all';
      return overflow.renew();
    }
    if (kept.size > 0) return takeFirst();
    if (outcome === 'open') return LATER;
    if (outcome === 'ended') return OVER;
    const error = outcome;
    outcome = 'ended';
    throw error;
  }

  function takeFirst(): Taken<T> {
    for (const [key, item] of kept) {
      kept.delete(key);
      if (kept.size === 0) mode = 'all';
      return item;
    }
    return LATER;
  }

  function whenReady(callback: () => void): void {
    wake = callback;
    if (kept.size > 0 || mode === 'renewed' || outcome !== 'open') ring();
  }

  function finish(how: 'ended' | AppError): void {
    if (outcome !== 'open') return;
    outcome = how;
    if (how !== 'ended') forget();
    ring();
  }

  function forget(): void {
    kept.clear();
    mode = 'all';
  }

  return {
    push,
    take,
    whenReady,
    end: () => finish('ended'),
    fail: finish,
    close() {
      forget();
      outcome = 'ended';
      ring();
    },
  };
}
