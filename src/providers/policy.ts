import {
  circuitBreaker,
  ConsecutiveBreaker,
  DelegateBackoff,
  ExponentialBackoff,
  handleWhen,
  isBrokenCircuitError,
  TaskCancelledError,
  retry,
  timeout,
  TimeoutStrategy,
  type IBackoff,
  type IRetryBackoffContext,
} from 'cockatiel';
import { AppError, messageOf } from '../errors.ts';
import type { Log } from '../log.ts';
import type { HostSettings } from './define-provider.ts';
import { isTransient, stopped, toFailure } from './failure.ts';
import { kindOf, retryAfterMsOf } from './provider-error.ts';
import { createRateLimit } from './rate-limit.ts';
import type { Redaction } from './redaction.ts';
import { createRest } from './rest.ts';

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
  /** Milliseconds that a call waits at most for a source that asks for patience; when it asks for more, the call fails at once. */
  readonly longestWaitMs: number;
  /** Milliseconds for which a source that does not take our credentials is left alone: asking on could lock the account. */
  readonly authRestMs: number;
}

export const PATIENCE: Patience = {
  retries: 3,
  retryDelayMs: 200,
  maxRetryDelayMs: 5_000,
  breakAfter: 8,
  breakMs: 10_000,
  longestWaitMs: 20_000,
  authRestMs: 60_000,
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
  const soon = handleWhen((error) => isTransient(error) && (retryAfterMsOf(error) ?? 0) <= patience.longestWaitMs);
  const retries = retry(soon, { maxAttempts: patience.retries, backoff: patientBackoff(patience) });
  const trouble = handleWhen((error) => isTransient(error) && kindOf(error) !== 'rateLimited');
  const breaker = circuitBreaker(trouble, {
    breaker: new ConsecutiveBreaker(patience.breakAfter),
    halfOpenAfter: patience.breakMs,
  });
  const limit = timeout(timeoutMs, TimeoutStrategy.Aggressive);
  const turn = createRateLimit(callsPerSecond);
  const rest = createRest();
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
    await rest.over(signal);
    await turn(signal);
    try {
      return await attempt(what, work, signal);
    } catch (error) {
      const asked = retryAfterMsOf(error);
      if (asked !== null) rest.begin(asked, 'the source asked for patience');
      if (kindOf(error) === 'auth')
        rest.begin(patience.authRestMs, `the source does not let us in (${messageOf(error)})`);
      throw error;
    }
  }

  /** Throws when the source is to be left alone for longer than a call may wait. */
  function checkRest(): void {
    const left = rest.leftMs();
    if (left <= patience.longestWaitMs) return;
    throw new AppError('PROVIDER_UNAVAILABLE', `not tried: ${rest.reason()}; it is tried again in ${left} ms`, {
      kind: 'rateLimited',
      retryAfterMs: left,
    });
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
      guarded(what, signal, async () => {
        checkRest();
        return retries.execute(() => breaker.execute(() => inTurn(what, work, signal)), signal);
      }),
    once: (what, work, signal) => guarded(what, signal, () => attempt(what, work, signal)),
  };
}

/** Growing pauses, or as long as the source asks for when that is longer. */
function patientBackoff({ retryDelayMs, maxRetryDelayMs }: Patience) {
  const growing = new ExponentialBackoff({ initialDelay: retryDelayMs, maxDelay: maxRetryDelayMs });
  return new DelegateBackoff<IRetryBackoffContext<unknown>, IBackoff<IRetryBackoffContext<unknown>>>(
    (context, last) => {
      const state = last ? last.next(context) : growing.next();
      const asked = 'error' in context.result ? retryAfterMsOf(context.result.error) : null;
      return { delay: Math.max(state.duration, asked ?? 0), state };
    },
  );
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
