import type { FastifyInstance } from 'fastify';
import type { EventsRequest } from '../operations/receive-events.ts';
import { singleHeaders } from './webhooks.ts';

/** Takes events. Resolves once they are saved; throws `FORBIDDEN` or `INPUT_INVALID`. */
export type TakeEvents = (request: EventsRequest) => Promise<{ readonly accepted: number; readonly new: number }>;

/**
 * `POST /events` answers 202 once every event of the request is in the inbox, with how many of them were new, or by the code of the failure: then
 * none is. Sending the same again is harmless: an event is known by its source and id.
 */
export async function serveEvents(app: FastifyInstance, take: TakeEvents): Promise<void> {
  await app.register(async (events) => {
    events.removeAllContentTypeParsers();
    events.addContentTypeParser('*', { parseAs: 'buffer' }, (_, body, done) => done(null, body));
    events.post('/events', async ({ headers, body }, reply) => {
      const request = { headers: singleHeaders(headers), body: Buffer.isBuffer(body) ? body : Buffer.alloc(0) };
      return reply.code(202).send(await take(request));
    });
  });
}
