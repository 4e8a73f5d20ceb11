import { AppError, isAppError, type ErrorCode } from '../errors.ts';

/**
 * What went wrong between the platform and a source. From the kind alone the host decides whether to try again, when, with a new
 * session, and who hears of it; a provider only says which it is.
 *
 * - `config`: what the operator gave cannot work: a wrong URL, a field that the source does not have.
 * - `auth`: the source does not know us, or no longer: the host connects anew once, then tells the operator.
 * - `transient`: the source is out of reach or in trouble: tried again, with growing pauses.
 * - `rateLimited`: the source asks for patience: tried again after `retryAfterMs`, or as `transient` when it does not say.
 * - `conflict`: the record is no longer as it was when the action was planned.
 * - `rejected`: the source understood and said no: asking again would end the same way.
 * - `notFound`: what was asked for is not there.
 * - `bug`: the answer is not what the provider was written for, or the provider is wrong: never tried again.
 */
export type ProviderErrorKind = keyof typeof CODES;

const CODES = {
  config: 'CONFIG_INVALID',
  auth: 'PROVIDER_UNAVAILABLE',
  transient: 'PROVIDER_UNAVAILABLE',
  rateLimited: 'PROVIDER_UNAVAILABLE',
  conflict: 'VERSION_CONFLICT',
  rejected: 'PROVIDER_REJECTED',
  notFound: 'NOT_FOUND',
  bug: 'PROVIDER_CONTRACT',
} as const satisfies Record<string, ErrorCode>;

export interface ProviderErrorDetails {
  /** Of `rateLimited`: milliseconds that the source asks us to wait. */
  readonly retryAfterMs?: number;
  readonly [detail: string]: unknown;
}

/** The failure that a provider throws. Message: lower case, what was expected, what came; no secrets, no payloads. */
export class ProviderError extends AppError {
  constructor(kind: ProviderErrorKind, message: string, details: ProviderErrorDetails = {}, options?: ErrorOptions) {
    super(CODES[kind], message, { ...details, kind }, options);
  }
}

/** The kind of any thrown value: as the provider said, else by its code; null for one that says nothing. */
export function kindOf(error: unknown): ProviderErrorKind | null {
  if (!isAppError(error)) return null;
  const { kind } = error.details;
  if (typeof kind === 'string' && isKind(kind)) return kind;
  return KIND_OF_CODE[error.code] ?? null;
}

/** Milliseconds for which the source asked us to leave it alone; null when it did not say. */
export function retryAfterMsOf(error: unknown): number | null {
  if (!isAppError(error)) return null;
  const { retryAfterMs } = error.details;
  return typeof retryAfterMs === 'number' && retryAfterMs >= 0 ? retryAfterMs : null;
}

function isKind(kind: string): kind is ProviderErrorKind {
  return Object.hasOwn(CODES, kind);
}

/** For errors that say their code alone. */
const KIND_OF_CODE: { readonly [C in ErrorCode]?: ProviderErrorKind } = {
  CONFIG_INVALID: 'config',
  PROVIDER_UNAVAILABLE: 'transient',
  VERSION_CONFLICT: 'conflict',
  PROVIDER_REJECTED: 'rejected',
  NOT_FOUND: 'notFound',
  PROVIDER_CONTRACT: 'bug',
};
