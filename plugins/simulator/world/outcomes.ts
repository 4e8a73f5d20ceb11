import type { LineState, SimTime } from './state.ts';

/**
 * How a line turned out, told when nothing more can happen to it. It never goes through a provider: it is what a model is
 * trained against.
 */
export interface LineOutcome {
  /** The last departure; null when nothing left. */
  readonly shippedAt: SimTime | null;
  /** The last delivery; null when nothing arrived. */
  readonly deliveredAt: SimTime | null;
  readonly shippedQuantity: number;
  /** Units that arrived by the first promise. */
  readonly onTimeQuantity: number;
  /** Whether all that was ordered arrived, at any time. */
  readonly isInFull: boolean;
  /** Whether all that was ordered arrived by the first promise. */
  readonly isOnTimeInFull: boolean;
  readonly penaltyMinor: number;
  /** Value of what was shipped, less its cost and freight and the penalty. */
  readonly marginMinor: number;
  /** Whether an exception was opened on it. */
  readonly hadException: boolean;
}

/** Told what happens as it happens, for an export of history. It must not change the world. */
export interface WorldObserver {
  /** An order was placed and promised; nothing of it is allocated beyond what order entry did. */
  readonly orderPlaced?: (lines: readonly LineState[], now: SimTime) => void;
  /** Nothing more happens to a line. */
  readonly lineClosed?: (line: LineState, outcome: LineOutcome, now: SimTime) => void;
}
