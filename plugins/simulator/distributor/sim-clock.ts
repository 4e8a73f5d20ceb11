import { z } from '../../../src/providers/index.ts';
import type { SimTime } from '../world/state.ts';
import { readJson, writeJson } from './durable-file.ts';

/** A clock that goes faster than the wall and is kept in a file: it never goes back, not even after a crash. */
export interface SimClock {
  readonly now: () => SimTime;
  /** Keeps the time at which it stands: time does not pass until it is opened again. */
  readonly close: () => void;
}

export interface SimClockOptions {
  readonly file: string;
  /** Where it stands when there is no file yet. */
  readonly begin: SimTime;
  /** It never stands before this. */
  readonly notBefore: SimTime;
  readonly speed: number;
  /** Milliseconds of real time since any moment. */
  readonly wallMs: () => number;
}

const Saved = z.object({
  /** No time later than this was ever told. */
  toldUpTo: z.number(),
});

/** Milliseconds of real time for which times may be told without writing: what a crash lets the clock jump ahead at most. */
const AHEAD_MS = 5_000;

/**
 * Opens the clock where it was closed. The file always holds a time that is later than all that were told, so that after a
 * crash nothing that anyone saw lies in the future.
 */
export function openSimClock({ file, begin, notBefore, speed, wallMs }: SimClockOptions): SimClock {
  const start = Math.max(readJson(file, Saved)?.toldUpTo ?? begin, notBefore);
  const openedAt = wallMs();
  let saved = Number.NEGATIVE_INFINITY;

  function save(toldUpTo: SimTime): void {
    writeJson(file, { toldUpTo });
    saved = toldUpTo;
  }

  /** While nothing can be written, time stands still where what is written ends. */
  function now(): SimTime {
    const time = Math.floor(start + (wallMs() - openedAt) * speed);
    if (time <= saved) return time;
    try {
      save(time + AHEAD_MS * speed);
      return time;
    } catch (error) {
      if (saved === Number.NEGATIVE_INFINITY) throw error;
      return saved;
    }
  }

  return { now, close: () => save(now()) };
}
