import type { IncomingMessage } from 'node:http';

/** A page of another origin must not speak for the person in front of it; a program sends no origin. */
export function isSameOrigin({ headers: { origin, host } }: Pick<IncomingMessage, 'headers'>): boolean {
  return origin === undefined || (URL.canParse(origin) && new URL(origin).host === host);
}
