import type { FastifyInstance } from 'fastify';
import { AppError, isAppError } from '../errors.ts';

/** A source's request, as it came: a signature can be checked over the body. */
export interface WebhookRequest {
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Takes what a source sent. Resolves once it is accepted; throws `NOT_FOUND`, `FORBIDDEN` or `INPUT_INVALID`. */
export type TakeWebhook = (providerId: string, request: WebhookRequest) => Promise<void>;

/**
 * `POST /webhooks/:provider` answers 202 once the request is accepted, or by the code of the failure. Nothing tells a source that is not
 * there from a wrong signature. A request that is sent again is harmless: it is a reason to read the source, and never data.
 */
export async function serveWebhooks(app: FastifyInstance, take: TakeWebhook): Promise<void> {
  await app.register(async (webhooks) => {
    webhooks.removeAllContentTypeParsers();
    webhooks.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    webhooks.post<{ Params: { provider: string } }>('/webhooks/:provider', async ({ params, headers, body }, reply) => {
      const request = { headers: singleHeaders(headers), body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
      await take(params.provider, request).catch((error: unknown) => {
        throw isAppError(error, 'NOT_FOUND') || isAppError(error, 'FORBIDDEN') ? unknown(error) : error;
      });
      return reply.code(202).send({ accepted: true });
    });
  });
}

function unknown(cause: AppError): AppError {
  return new AppError(
    'FORBIDDEN',
    'expected a request that a known source has just signed, came another',
    {},
    { cause },
  );
}

/** Headers that came more than once, joined by commas, as HTTP allows. */
export function singleHeaders(headers: NodeJS.Dict<string | string[]>): WebhookRequest['headers'] {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : value]),
  );
}
