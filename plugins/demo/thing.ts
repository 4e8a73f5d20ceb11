import { toInstant, type Instant, type RecordKind } from '../../src/providers/index.ts';

/** Milliseconds since 1970 on the simulated clock. */
export type SimTime = number;

/** Something simulated whose whole life is known from the start: a record kind's key, and what it looks like at any time. */
export interface Thing {
  readonly kind: RecordKind;
  readonly key: string;
  /** When it comes into being and each time it changes, in any order. */
  readonly changes: readonly SimTime[];
  /** As a source would show it at a time. `say` writes a simulated time as an instant; `changedAt` is filled in by the reader. */
  readonly at: (time: SimTime, say: Say) => object;
}

export type Say = (time: SimTime) => Instant;

/** Whether it comes into being or changes after one time and up to another. */
export function changesWithin({ changes }: Thing, after: SimTime, upTo: SimTime): boolean {
  return changes.some((time) => time > after && time <= upTo);
}

/** The record as it stands at a time; null before it comes into being. */
export function recordAt(thing: Thing, time: SimTime, say: Say): object | null {
  const past = thing.changes.filter((change) => change <= time);
  if (past.length === 0) return null;
  return { kind: thing.kind, ...thing.at(time, say), changedAt: say(Math.max(...past)) };
}

/** A simulated time that has come by `now`, as an instant; null when it is still to come. */
export function ifPast(at: SimTime, now: SimTime, say: Say): Instant | null {
  return at <= now ? say(at) : null;
}

/**
 * The simulated clock. Up to `startedAt` it goes as the real one; from then on it goes `speed` times as fast, so that a day's
 * business passes in minutes. What happens in it is told at the real instant at which it could first be read.
 */
export function createSimClock(startedAt: SimTime, speed: number) {
  return {
    toSim: (real: number): SimTime => (real <= startedAt ? real : startedAt + (real - startedAt) * speed),
    say: (time: SimTime): Instant =>
      toInstant(new Date(time <= startedAt ? time : startedAt + (time - startedAt) / speed)),
  };
}
export type SimClock = ReturnType<typeof createSimClock>;
