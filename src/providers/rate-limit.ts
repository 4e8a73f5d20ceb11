import { setTimeout as wait } from 'node:timers/promises';

/** Waits for its turn. Rejects when the signal aborts. */
export type Turn = (signal: AbortSignal) => Promise<void>;

/** Turns at even distances, first come first served; null is no limit. */
export function createRateLimit(callsPerSecond: number | null): Turn {
  if (callsPerSecond === null) return () => Promise.resolve();
  const distanceMs = 1000 / callsPerSecond;
  let nextAt = 0;
  return async (signal) => {
    const now = performance.now();
    const at = Math.max(now, nextAt);
    nextAt = at + distanceMs;
    if (at > now) await wait(at - now, undefined, { signal });
  };
}
