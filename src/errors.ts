/**
 * The error table: every failure the platform can report, with who hears of it and whether trying again can help.
 * `docs/errors.md` has one entry per code; a test keeps both lists equal.
 */
export const ERROR_CODES = {
  INPUT_INVALID: { retry: 'never', tell: 'caller' },
  UNAUTHENTICATED: { retry: 'never', tell: 'caller' },
  FORBIDDEN: { retry: 'never', tell: 'caller' },
  NOT_FOUND: { retry: 'never', tell: 'caller' },
  COST_EXCEEDED: { retry: 'never', tell: 'caller' },
  THROTTLED: { retry: 'later', tell: 'caller' },
  TIMEOUT: { retry: 'later', tell: 'caller' },
  CANCELLED: { retry: 'never', tell: 'caller' },
  VERSION_CONFLICT: { retry: 'now', tell: 'caller' },
  PROVIDER_UNAVAILABLE: { retry: 'later', tell: 'caller' },
  PROVIDER_REJECTED: { retry: 'never', tell: 'caller' },
  PROVIDER_CONTRACT: { retry: 'never', tell: 'operator' },
  FELL_BEHIND: { retry: 'now', tell: 'caller' },
  RESYNC_REQUIRED: { retry: 'now', tell: 'caller' },
  MODEL_UNAVAILABLE: { retry: 'later', tell: 'caller' },
  CONFIG_INVALID: { retry: 'never', tell: 'operator' },
  INVARIANT: { retry: 'never', tell: 'operator' },
} as const satisfies Record<string, { retry: 'never' | 'now' | 'later'; tell: 'caller' | 'operator' }>;

export type ErrorCode = keyof typeof ERROR_CODES;

/**
 * A failure. The code is the class: callers branch on it and on nothing else. The message is lower case and says what was
 * expected, what came and which id; `details` hold no secrets and no payloads.
 */
export class AppError extends Error {
  override readonly name = 'AppError';

  constructor(
    readonly code: ErrorCode,
    message: string,
    readonly details: Readonly<Record<string, unknown>> = {},
    options?: ErrorOptions,
  ) {
    super(message, options);
  }
}

export function isAppError(error: unknown, code?: ErrorCode): error is AppError {
  return error instanceof AppError && (code === undefined || error.code === code);
}

/** What a person reads of any thrown value: the message, never the stack. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** Marks a branch that the types say cannot happen. Throws `INVARIANT`. */
export function assertNever(value: never): never {
  throw new AppError('INVARIANT', `unexpected value ${JSON.stringify(value)}`);
}
