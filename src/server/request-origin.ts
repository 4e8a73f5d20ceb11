import type { IncomingHttpHeaders, IncomingMessage } from 'node:http';

/** Whether a request may come from the page that it comes from. A program sends no origin. */
export type AllowsOrigin = (request: Pick<IncomingMessage, 'headers'>) => boolean;

/** Pages of this origin, and of others that may call, such as `https://portal.example`, for every transport alike. */
export function createOriginCheck(allows: (origin: string) => boolean): AllowsOrigin {
  return (request) => isSameOrigin(request) || allows(request.headers.origin ?? '');
}

/** A page of another origin must not speak for the person in front of it; a program sends no origin. */
export function isSameOrigin({ headers: { origin, host } }: Pick<IncomingMessage, 'headers'>): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}

/** Headers that a page of another site cannot send without asking first. */
const PREFLIGHTED = ['x-apollo-operation-name', 'apollo-require-preflight'];

/** What a form can send without asking. */
const SIMPLE_TYPES = /^\s*(application\/x-www-form-urlencoded|multipart\/form-data|text\/plain)\s*(;|$)/i;

/**
 * Whether a page of another site could have sent a request for a stream without asking, as a form, a link or a script does. A browser's own
 * `EventSource` can send no header: it is known by what the browser says of where it comes from.
 */
export function isForgeable({
  method,
  headers,
}: {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}): boolean {
  if (PREFLIGHTED.some((name) => Boolean(headers[name]))) return false;
  const type = headers['content-type'];
  if (type !== undefined) return SIMPLE_TYPES.test(type);
  const site = headers['sec-fetch-site'];
  return method !== 'GET' || (site !== undefined && site !== 'same-origin' && site !== 'none');
}
