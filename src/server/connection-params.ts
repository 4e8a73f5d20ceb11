import type { IncomingMessage } from 'node:http';
import type { Credentials } from '../access/credentials.ts';
import { credentialsOf } from './caller.ts';

/**
 * What a socket's client says of itself: in the first message, since a browser cannot set headers for a socket, or else in the headers of
 * the request that opened it. Names are those of the headers, or `apiKey`; their case does not matter.
 */
export function credentialsFrom(
  request: IncomingMessage,
  address: string | null,
  params: Readonly<Record<string, unknown>>,
): Credentials {
  const given = new Map(Object.entries(params).map(([name, value]) => [name.toLowerCase(), value]));
  const authorization = textOf(given.get('authorization'));
  const apiKey = textOf(given.get('apikey') ?? given.get('x-api-key'));
  const credentials = credentialsOf(request, address);
  return authorization === null && apiKey === null ? credentials : { ...credentials, authorization, apiKey };
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
