import { setTimeout as wait } from 'node:timers/promises';

/** A time in which a source is to be left alone, because it asked for that or because asking would make things worse. */
export interface Rest {
  /** From now on, unless it already rests for longer. */
  readonly begin: (ms: number, reason: string) => void;
  /** Milliseconds that are left; 0 when it does not rest. */
  readonly leftMs: () => number;
  readonly reason: () => string;
  /** Waits for its end. Rejects when the signal aborts. */
  readonly over: (signal: AbortSignal) => Promise<void>;
}

export function createRest(): Rest {
  let until = 0;
  let why = '';
  const leftMs = (): number => Math.max(0, Math.ceil(until - performance.now()));
  return {
    begin: (ms, reason) => {
      if (performance.now() + ms <= until) return;
      until = performance.now() + ms;
      why = reason;
    },
    leftMs,
    reason: () => why,
    over: async (signal) => {
      const left = leftMs();
      if (left > 0) await wait(left, undefined, { signal });
    },
  };
}
