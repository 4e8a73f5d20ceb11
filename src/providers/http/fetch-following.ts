import { messageOf } from '../../errors.ts';
import { ProviderError } from '../provider-error.ts';
import { checkEgress, type Egress } from './egress.ts';

interface Sent {
  readonly method: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array<ArrayBuffer>;
  readonly signal: AbortSignal;
}

const REDIRECTS_AT_MOST = 5;
const REDIRECTS = [301, 302, 303, 307, 308];

/** Fetches, and follows redirects of a read to hosts that are allowed. What was sent is never sent again to another place. */
export async function fetchFollowing(egress: Egress, start: URL, sent: Sent): Promise<Response> {
  let url = start;
  let { headers } = sent;
  for (let followed = 0; followed <= REDIRECTS_AT_MOST; followed += 1) {
    checkEgress(egress, url);
    const response = await fetchOnce(url, { ...sent, headers });
    const location = response.headers.get('location');
    if (!REDIRECTS.includes(response.status) || location === null) return response;
    await response.body?.cancel();
    if (!['GET', 'HEAD'].includes(sent.method))
      throw new ProviderError(
        'config',
        `${sent.method} ${start.pathname}: expected an answer, came a redirect: correct the URL`,
      );
    const next = new URL(location, url);
    if (next.origin !== url.origin) headers = {}; // they may hold credentials
    url = next;
  }
  throw new ProviderError(
    'config',
    `GET ${start.pathname}: expected an end of redirects, came more than ${REDIRECTS_AT_MOST}`,
  );
}

async function fetchOnce(url: URL, sent: Sent): Promise<Response> {
  try {
    return await fetch(url, { ...sent, redirect: 'manual' });
  } catch (error) {
    throw connectionFailure(`${sent.method} ${url.pathname}`, error, sent.signal);
  }
}

/** Certificates that are not trusted, and addresses that nobody may call: waiting does not help. */
const NOT_BY_WAITING = /CERT|SELF_SIGNED|UNABLE_TO_VERIFY|ERR_TLS|ERR_INVALID_URL|bad port/;

/** What a broken connection means. An abort stays what it is: the host knows why it aborted. */
export function connectionFailure(what: string, error: unknown, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause: unknown = error instanceof Error ? (error.cause ?? error) : error;
  const code = typeof cause === 'object' && cause !== null && 'code' in cause ? String(cause.code) : '';
  const kind = NOT_BY_WAITING.test(`${code} ${messageOf(cause)}`) ? 'config' : 'transient';
  const reason = messageOf(cause) || code;
  return new ProviderError(kind, `${what}: expected an answer, came ${reason}`, {}, { cause: error });
}
