import { AppError, isAppError, messageOf } from '../errors.ts';
import { toFailure } from './failure.ts';
import { kindOf } from './provider-error.ts';
import type { Redaction } from './redaction.ts';

/** A provider's client, made when it is first needed; one that could not be made is tried again by the next call. */
export interface Connection<Client> {
  /** Throws `PROVIDER_UNAVAILABLE` with the reason. */
  readonly client: () => Client;
  readonly isOpen: () => boolean;
  /** Works with the client; when the source no longer knows its session, once more with a new client. */
  readonly withSession: <T>(work: (client: Client) => Promise<T>) => Promise<T>;
}

/** `letGo` frees a client that is replaced; what goes wrong with it concerns nobody. */
export function createConnection<Client>(
  connect: () => Client,
  letGo: (client: Client) => Promise<void>,
): Connection<Client> {
  let made: { readonly client: Client } | null = null;

  function client(): Client {
    made ??= { client: connecting(connect) };
    return made.client;
  }

  /** Calls side by side meet the same end of a session: the first alone ends it. */
  function renew(old: Client): void {
    if (made?.client !== old) return;
    made = null;
    letGo(old).catch(() => undefined);
  }

  return {
    client,
    isOpen: () => made !== null,
    withSession: async (work) => {
      const first = client();
      try {
        return await work(first);
      } catch (error) {
        if (kindOf(error) !== 'auth') throw error;
        renew(first);
        return work(client());
      }
    },
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
