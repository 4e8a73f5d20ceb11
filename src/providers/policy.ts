import {
  circuitBreaker,
  ConsecutiveBreaker,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
  TaskCancelledError,
  retry,
  timeout,
  TimeoutStrategy,
} from 'cockatiel';
import { AppError } from '../errors.ts';
import type { Log } from '../log.ts';
import type { HostSettings } from './define-provider.ts';
import { isTransient, stopped, toFailure } from './failure.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Redaction } from './redaction.ts';

/** How long the host keeps trying. */
export interface Patience {
  /** Attempts after the first. */
  readonly retries: number;
  /** Milliseconds before the first retry; later ones wait longer, with jitter, up to `maxRetryDelayMs`. */
  readonly retryDelayMs: number;
  readonly maxRetryDelayMs: number;
  /** Failed attempts in a row after which the source is left alone. */
  readonly breakAfter: number;
  /** Milliseconds for which it is left alone before one call tries it. */
  readonly breakMs: number;
}

export const PATIENCE: Patience = {
  retries: 3,
  retryDelayMs: 200,
  maxRetryDelayMs: 5_000,
  breakAfter: 8,
  breakMs: 10_000,
};

export type Work<T> = (signal: AbortSignal) => Promise<T>;

/** One source's door: every call goes through it. What it throws is an `AppError` without secrets. */
export interface Caller {
  /** With retries, breaker, rate limit and timeout. `what` names the call in errors: `read order`. */
  readonly call: <T>(what: string, work: Work<T>, signal: AbortSignal) => Promise<T>;
  /** One attempt under the timeout alone. */
  readonly once: <T>(what: string, work: Work<T>, signal: AbortSignal) => Promise<T>;
}

interface CallerOptions {
  readonly settings: HostSettings;
  readonly patience: Patience;
  readonly redaction: Redaction;
  readonly log: Log;
}

export function createCaller({ settings, patience, redaction, log }: CallerOptions): Caller {
  const { id, timeoutMs, callsPerSecond } = settings;
  const transient = handleWhen(isTransient);
  const backoff = new ExponentialBackoff({ initialDelay: patience.retryDelayMs, maxDelay: patience.maxRetryDelayMs });
  const retries = retry(transient, { maxAttempts: patience.retries, backoff });
  const breaker = circuitBreaker(transient, {
    breaker: new ConsecutiveBreaker(patience.breakAfter),
    halfOpenAfter: patience.breakMs,
  });
  const limit = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  const turn = createRateLimit(callsPerSecond);
  breaker.onBreak(() =>
    log.warn({ provider: id, forMs: patience.breakMs }, 'source left alone after failures in a row'),
  );
  breaker.onReset(() => log.info({ provider: id }, 'source answers again'));

  async function attempt<T>(what: string, work: Work<T>, signal: AbortSignal): Promise<T> {
    try {
      return await limit.execute((context) => work(context.signal), signal);
    } catch (error) {
      if (signal.aborted) throw stopped(what);
      // Not `isTaskCancelledError`: in cockatiel 3.2.1 it looks for another error's mark.
      if (!(error instanceof TaskCancelledError)) throw error;
      throw new AppError(
        'PROVIDER_UNAVAILABLE',
        `expected an answer within ${timeoutMs} ms, came none`,
        { timeoutMs },
        { cause: error },
      );
    }
  }

  async function inTurn<T>(what: string, work: Work<T>, signal: AbortSignal): Promise<T> {
    await turn(signal);
    return attempt(what, work, signal);
  }

  async function guarded<T>(what: string, signal: AbortSignal, run: () => Promise<T>): Promise<T> {
    try {
      if (signal.aborted) throw stopped(what);
      return await untilAborted(run(), signal);
    } catch (error) {
      throw redaction.error(toFailure(signal.aborted ? stopped(what) : explained(error), id, what));
    }
  }

  /** Says of a call that was not even tried why it was not. */
  function explained(error: unknown): unknown {
    if (!isBrokenCircuitError(error)) return error;
    const last = breaker.lastFailure;
    const cause = last && 'error' in last ? last.error : error;
    return new AppError(
      'PROVIDER_UNAVAILABLE',
      `not tried: the last ${patience.breakAfter} attempts failed (${cause.message}); it is tried again within ${patience.breakMs} ms`,
      { breaker: 'open' },
      { cause },
    );
  }

  return {
    call: (what, work, signal) =>
      guarded(what, signal, () => retries.execute(() => breaker.execute(() => inTurn(what, work, signal)), signal)),
    once: (what, work, signal) => guarded(what, signal, () => attempt(what, work, signal)),
  };
}

/** Rejects as soon as the signal aborts, also while a retry waits. */
async function untilAborted<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  let onAbort = (): void => undefined;
  const aborted = new Promise<never>((_resolve, reject) => {
    onAbort = () => reject(stopped('the call'));
    signal.addEventListener('abort', onAbort, { once: true });
  });
  try {
    return await Promise.race([promise, aborted]);
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
}
