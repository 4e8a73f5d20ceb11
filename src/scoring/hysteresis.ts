import { z } from 'zod';
import type { ToldRisk } from '../domain/promise-risk.ts';
import { MS_PER_HOUR, toMs, type Instant } from '../domain/time.ts';

/**
 * How far something must move before it is told. Time passing moves every score a little at every scoring: without this the whole book
 * would ripple through the feed once a minute.
 */
export const Hysteresis = z.strictObject({
  /**
   * Share by which a line's score must have moved since it was last told, for its queue to hear of it. Until then its place stays as
   * last told, so that small moves add up and are not lost. 0: every move.
   */
  scoreRatio: z.number().min(0).max(1).default(0.01),
  /** Steps in which chances are told: with 0.01 when a chance reads as another whole percent. 0: every move. */
  lateStep: z.number().min(0).max(1).default(0.01),
});
export type Hysteresis = z.output<typeof Hysteresis>;

/** Hours after which a risk is recorded anew whatever it is, so that what is told of it is never much older. */
const RECORD_AFTER_HOURS = 0.25;
/** Hours by which a date must have moved. */
const DATE_STEP_HOURS = 1;

/**
 * Whether a risk that time alone has moved is worth recording in the place of what stands recorded: a chance reads as another step, a
 * date moved by an hour, someone else scored, or what stands is a quarter of an hour old. Writing all of a book at every tick
 * would say the same 1,440 times a day. What is compared with stays, so that small moves add up.
 */
export function isWorthRecording(before: ToldRisk | undefined, now: ToldRisk, { lateStep }: Hysteresis): boolean {
  return (
    !before ||
    lateStep === 0 ||
    hoursBetween(before.scoredAt, now.scoredAt) >= RECORD_AFTER_HOURS ||
    before.method !== now.method ||
    before.modelVersion !== now.modelVersion ||
    before.methodReason !== now.methodReason ||
    before.missing.length !== now.missing.length ||
    before.missing.some((name, i) => name !== now.missing[i]) ||
    CHANCES.some((chance) => readsAs(before[chance], lateStep) !== readsAs(now[chance], lateStep)) ||
    DATES.some((date) => hoursBetween(before[date], now[date]) >= DATE_STEP_HOURS)
  );
}

const CHANCES = ['late', 'lateLow', 'lateHigh', 'short', 'exception'] as const;
const DATES = ['deliverP50At', 'deliverP90At'] as const;

/**
 * The step in which a chance lies: time passing moves every risk a little. Compared as it reads and not by how far it moved, so that
 * small moves are told once they add up.
 */
export function readsAs(chance: number | null, step: number): number | null {
  return chance === null || step === 0 ? chance : Math.round(chance / step);
}

function hoursBetween(a: Instant | null, b: Instant | null): number {
  if (a === null || b === null) return a === b ? 0 : Infinity;
  return a === b ? 0 : Math.abs(toMs(a) - toMs(b)) / MS_PER_HOUR;
}
