import { lookup as resolve } from 'node:dns/promises';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookTarget } from '../../domain/webhook.ts';
import { AppError } from '../../errors.ts';
import { addressKind } from './address-kind.ts';

/** Milliseconds for one attempt, from looking up the name to the answer. */
const TIMEOUT_MS = 10_000;

export interface Resolver {
  (hostname: string): Promise<readonly { readonly address: string; readonly family: number }[]>;
}

/**
 * Posts signed messages. The address that was checked is the one that is connected to, so that a name cannot change its meaning in
 * between; redirects are not followed. Any answer but 2xx throws `PROVIDER_UNAVAILABLE`; an address that is not allowed `FORBIDDEN`.
 */
export function createPostWebhook(
  resolveAll: Resolver = (hostname) => resolve(hostname, { all: true }),
  now: () => Date = () => new Date(),
) {
  return async function post(target: WebhookTarget, { id, body }: { id: string; body: string }): Promise<void> {
    const url = new URL(target.url);
    const { address, family } = await allowedAddress(target, url, resolveAll);
    const timestamp = now();
    const status = await send(url, body, {
      method: 'POST',
      // The name goes into the Host header and the certificate check; the connection goes to the address.
      lookup: (_, { all }, callback) => (all ? callback(null, [{ address, family }]) : callback(null, address, family)),
      // A connection of its own: one that was kept might lead to where the name led earlier.
      agent: false,
      timeout: TIMEOUT_MS,
      signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        'content-type': 'application/json',
        'content-length': Buffer.byteLength(body),
        'user-agent': 'promisegraph',
        'webhook-id': id,
        'webhook-timestamp': String(Math.floor(timestamp.getTime() / 1000)),
        'webhook-signature': new Webhook(target.secret).sign(id, timestamp, body),
      },
    });
    if (status < 200 || status > 299) {
      throw new AppError(
        'PROVIDER_UNAVAILABLE',
        `expected an answer from 200 to 299 of webhook ${target.id}, came ${status}`,
      );
    }
  };
}

async function allowedAddress(target: WebhookTarget, url: URL, resolveAll: Resolver) {
  const hostname = url.hostname.replace(/^\[|\]$/g, '');
  const version = isIP(hostname);
  const addresses = version > 0 ? [{ address: hostname, family: version }] : await resolveAll(hostname);
  const allowed = target.allowPrivate ? ['public', 'inside'] : ['public'];
  const [first] = addresses;
  // One inside address among many is enough to refuse: which one is connected to is for the name's owner to say.
  if (!first || !addresses.every(({ address }) => allowed.includes(addressKind(address))))
    throw refused(target, `expected a public address, ${hostname} is none`);
  if (!target.allowPrivate && !isUsualPort(url))
    throw refused(target, `expected port 80, 443 or one from 1024 on, came ${url.port}`);
  return first;
}

/** What listens below 1024 and is no web server has no use for what we post, but might obey it. */
function isUsualPort({ port }: URL): boolean {
  return ['', '80', '443'].includes(port) || Number(port) >= 1024;
}

function refused({ id, allowPrivate }: WebhookTarget, problem: string): AppError {
  const advice = allowPrivate
    ? 'nobody posts there, whatever is allowed'
    : 'set allowPrivate if it is meant to stand inside';
  return new AppError('FORBIDDEN', `webhook ${id}: ${problem}: ${advice}`, { id });
}

function send(url: URL, body: string, options: RequestOptions): Promise<number> {
  return new Promise((done, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      done(response.statusCode ?? 0);
      response.destroy(); // nobody reads what it says, however long it is
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.once('error', reject);
    request.end(body);
  });
}
