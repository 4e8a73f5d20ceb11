import { randomUUID } from 'node:crypto';
import { GraphQLError, type GraphQLFormattedError } from 'graphql';
import { AppError, ERROR_CODES } from '../errors.ts';
import type { Log } from '../log.ts';

export type FormatError = (formatted: GraphQLFormattedError, error: unknown) => GraphQLFormattedError;

/**
 * What a client reads of an error. Failures that the error table tells to callers keep their message and code, and so do
 * GraphQL's own refusals of a request. Everything else becomes `internal error` with a trace id under which it is logged.
 */
export function createFormatError(log: Log): FormatError {
  return (formatted, error) => {
    const cause = causeOf(error);
    if (cause instanceof AppError && ERROR_CODES[cause.code].tell === 'caller') return toCaller(formatted, cause);
    if (cause instanceof GraphQLError && isOfRequest(cause)) return withCode(formatted);
    return toOperator(formatted, cause, log);
  };
}

function toCaller(
  { path, locations }: GraphQLFormattedError,
  { code, message, details }: AppError,
): GraphQLFormattedError {
  const extensions = Object.keys(details).length === 0 ? { code } : { code, details };
  return { message, ...(locations && { locations }), ...(path && { path }), extensions };
}

function toOperator({ path, locations }: GraphQLFormattedError, cause: unknown, log: Log): GraphQLFormattedError {
  const traceId = randomUUID();
  const code = cause instanceof AppError ? cause.code : 'INVARIANT';
  log.error({ traceId, path, code, err: cause }, 'a query failed');
  return {
    message: 'internal error',
    ...(locations && { locations }),
    ...(path && { path }),
    extensions: { code, traceId },
  };
}

/** What was thrown, inside whatever GraphQL and its server wrapped around it. */
function causeOf(error: unknown): unknown {
  let cause = error;
  while (cause instanceof Error && 'originalError' in cause && cause.originalError) cause = cause.originalError;
  return cause;
}

/** What is left without a code over transports other than HTTP are variables that do not fit: it gets the code that HTTP gives. */
function withCode(formatted: GraphQLFormattedError): GraphQLFormattedError {
  return { ...formatted, extensions: { code: 'BAD_USER_INPUT', ...formatted.extensions } };
}

/** Refusals of the request itself (syntax, validation, variables) have no path: nothing was executed. */
function isOfRequest({ path }: GraphQLError): boolean {
  return path === undefined;
}
