import { AppError, isAppError, messageOf } from '../errors.ts';
import { kindOf } from './provider-error.ts';

/** Whether trying again soon can help: the source is out of reach or asked for patience. A refusal or a mistake is not. */
export function isTransient(error: unknown): boolean {
  if (!isAppError(error)) return isNetworkFailure(error);
  const kind = kindOf(error);
  return (kind === 'transient' || kind === 'rateLimited') && error.details.stopped !== true;
}

/** Any thrown value as the host's failure: who failed at what, and why. */
export function toFailure(error: unknown, providerId: string, what: string): AppError {
  const message = `${providerId}: ${what}: ${messageOf(error)}`;
  if (isAppError(error)) return new AppError(error.code, message, { ...error.details, providerId }, { cause: error });
  const isBug = isMistake(error);
  return new AppError(
    isBug ? 'PROVIDER_CONTRACT' : 'PROVIDER_UNAVAILABLE',
    message,
    { providerId, kind: isBug ? 'bug' : 'transient' },
    { cause: error },
  );
}

/** The platform stops, or nobody waits for the answer any more. */
export function stopped(what: string): AppError {
  return new AppError('PROVIDER_UNAVAILABLE', `${what} was stopped`, { stopped: true });
}

/** Codes of Node and of its fetch that speak of the way to the source, not of what was asked. */
const NETWORK_CODES =
  /^(ECONN\w+|E(TIMEDOUT|PIPE|AI_AGAIN|HOSTUNREACH|HOSTDOWN|NETUNREACH|NETDOWN|NOTFOUND)|ENOTFOUND|UND_ERR_\w+)$/;

function isNetworkFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if ('code' in error && typeof error.code === 'string' && NETWORK_CODES.test(error.code)) return true;
  if (error.name === 'TimeoutError') return true;
  return isNetworkFailure(error.cause);
}

/** A bug in the provider: asking again meets it again. */
function isMistake(error: unknown): boolean {
  if (isNetworkFailure(error)) return false;
  return [TypeError, RangeError, ReferenceError, SyntaxError].some((mistake) => error instanceof mistake);
}
