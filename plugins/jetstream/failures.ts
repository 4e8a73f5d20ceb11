import { JetStreamApiError, JetStreamApiCodes } from '@nats-io/jetstream';
import { errors } from '@nats-io/transport-node';
import { messageOf, ProviderError } from '../../src/providers/index.ts';

const AUTH = [errors.AuthorizationError, errors.UserAuthenticationExpiredError, errors.PermissionViolationError];

/** Does some work with the server, and says of a failure what kind it is. */
export async function reaching<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    throw toProviderError(error);
  }
}

function toProviderError(error: unknown): ProviderError {
  if (error instanceof ProviderError) return error;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const message = messageOf(error);
  if (AUTH.some((type) => error instanceof type || cause instanceof type))
    return new ProviderError('auth', `expected NATS to let us in, came: ${message}`, {}, { cause: error });
  if (error instanceof JetStreamApiError && error.code === JetStreamApiCodes.StreamNotFound)
    return new ProviderError('config', `expected the stream to be there, came: ${message}`, {}, { cause: error });
  if (error instanceof JetStreamApiError && error.status < 500)
    return new ProviderError('rejected', `JetStream said no: ${message}`, {}, { cause: error });
  return new ProviderError('transient', `NATS cannot be reached: ${message}`, {}, { cause: error });
}
