import { lookup as resolve } from 'node:dns/promises';
import { request as requestHttp, type RequestOptions } from 'node:http';
import { request as requestHttps } from 'node:https';
import { isIP } from 'node:net';
import { Webhook } from 'standardwebhooks';
import type { WebhookTarget } from '../../domain/webhook.ts';
import { AppError } from '../../errors.ts';
import { isPublicAddress } from './public-address.ts';

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
    const hostname = url.hostname.replace(/^\[|\]$/g, '');
    const { address, family } = await allowedAddress(target, hostname, resolveAll);
    const timestamp = now();
    const status = await send(url, body, {
      method: 'POST',
      // The name goes into the Host header and the certificate check; the connection goes to the address.
      lookup: (_, __, callback) => callback(null, [{ address, family }]),
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

async function allowedAddress({ id, allowPrivate }: WebhookTarget, hostname: string, resolveAll: Resolver) {
  const version = isIP(hostname);
  const addresses = version > 0 ? [{ address: hostname, family: version }] : await resolveAll(hostname);
  const [first] = addresses;
  // One inside address among many is enough to refuse: which one is connected to is for the name's owner to say.
  if (first && (allowPrivate || addresses.every(({ address }) => isPublicAddress(address)))) return first;
  throw new AppError(
    'FORBIDDEN',
    `webhook ${id}: expected a public address, ${hostname} is none: set allowPrivate if it is meant to stand inside`,
    { id },
  );
}

function send(url: URL, body: string, options: RequestOptions): Promise<number> {
  return new Promise((done, reject) => {
    const request = (url.protocol === 'https:' ? requestHttps : requestHttp)(url, options, (response) => {
      response.resume(); // nobody reads what it says
      response.once('end', () => done(response.statusCode ?? 0)).once('error', reject);
    });
    request.once('timeout', () => request.destroy(new Error('no answer in time')));
    request.once('error', reject);
    request.end(body);
  });
}
