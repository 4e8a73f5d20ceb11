import type { Instant } from '../domain/time.ts';
import type { Log } from '../log.ts';
import type { OpenHttp } from './http/http.ts';

/** What the host gives to every call. */
export interface CallContext {
  /** Aborts when the platform stops or the time allowed for the call is over. */
  readonly signal: AbortSignal;
  readonly log: Log;
}

export interface ConnectContext extends CallContext {
  /** The configured id of this provider. */
  readonly providerId: string;
  /** Makes a path from the configuration absolute: relative paths start at the configuration file. */
  readonly resolvePath: (path: string) => string;
  /** The platform's clock; an as-of book's stands in the past. */
  readonly now: () => Instant;
  /** HTTP to the hosts that the configuration names. */
  readonly http: OpenHttp;
}

/** The answer of `check`: what an operator needs to know that the source can be read. */
export interface CheckReport {
  /** One line: what answered, and its version. */
  readonly detail: string;
}
