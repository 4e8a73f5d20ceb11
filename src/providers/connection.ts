import { AppError, isAppError, messageOf } from '../errors.ts';
import { toFailure } from './failure.ts';
import type { Redaction } from './redaction.ts';

/** A provider's client, made when it is first needed; one that could not be made is tried again by the next call. */
export interface Connection<Client> {
  /** Throws `PROVIDER_UNAVAILABLE` with the reason. */
  readonly client: () => Client;
  readonly isOpen: () => boolean;
}

export function createConnection<Client>(connect: () => Client): Connection<Client> {
  let made: { readonly client: Client } | null = null;
  return {
    client: () => {
      made ??= { client: connecting(connect) };
      return made.client;
    },
    isOpen: () => made !== null,
  };
}

function connecting<Client>(connect: () => Client): Client {
  try {
    return connect();
  } catch (error) {
    if (isAppError(error, 'CONFIG_INVALID')) throw error;
    throw new AppError('PROVIDER_UNAVAILABLE', `cannot be connected: ${messageOf(error)}`, {}, { cause: error });
  }
}

/** Runs a step of the start. A wrong configuration stops the start, without its secrets. */
export function startUp<T>(providerId: string, redaction: Redaction, step: () => T): T {
  try {
    return step();
  } catch (error) {
    const failure = toFailure(error, providerId, 'start');
    throw redaction.error(new AppError('CONFIG_INVALID', failure.message, { providerId }, { cause: error }));
  }
}
