import { z } from 'zod';

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
