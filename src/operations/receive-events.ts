import { Webhook } from 'standardwebhooks';
import { mayBeSent, type EventSender } from '../domain/event-sender.ts';
import type { DomainEvent } from '../domain/event/event.ts';
import { addMs } from '../domain/time.ts';
import { AppError } from '../errors.ts';
import { headersDigest, isBinary, readEvents, type EventsRequest } from '../events/received-events.ts';
import { unstorablePath } from '../providers/storable.ts';
import type { Deps } from './deps.ts';

export type { EventsRequest } from '../events/received-events.ts';

/** What came of a request. Events that were known before are accepted, and change nothing. */
export interface ReceivedEvents {
  readonly accepted: number;
  readonly new: number;
}

/** Milliseconds that an event may lie ahead of our clock. */
const AHEAD_MS = 300_000;

/**
 * Takes events that a system posts into the inbox: all of them, in one transaction that is over when this resolves, or none. The signature is checked
 * before anything in the request is read. Throws `FORBIDDEN` for a wrong or old signature, and `INPUT_INVALID` with what is wrong where.
 */
export async function receiveEvents(
  { store, now, until, log }: Pick<Deps, 'store' | 'now' | 'until' | 'log'>,
  senders: readonly EventSender[],
  request: EventsRequest,
): Promise<ReceivedEvents> {
  const sender = whoSigned(senders, request);
  const events = readEvents(request);
  if (until() !== null) throw new AppError('INPUT_INVALID', 'expected the live book, came events for one as of a date');
  const latest = addMs(now(), AHEAD_MS);
  events.forEach((event, index) => {
    const problem = problemOf(event, sender, latest);
    if (problem !== null)
      throw new AppError('INPUT_INVALID', `at ${index}: event ${event.id}: ${problem}`, { index, sender: sender.id });
  });
  const added = await store.transaction((tx) => tx.inbox.add(distinct(events)));
  log.debug({ sender: sender.id, events: events.length, added }, 'events were posted');
  return { accepted: events.length, new: added };
}

/** The sender whose secret signed the request, within five minutes of now. Throws `FORBIDDEN`, and says no more to anyone. */
function whoSigned(senders: readonly EventSender[], { headers, body }: EventsRequest): EventSender {
  const sender = senders.find(({ secret }) => isSignedWith(secret, headers, body));
  // In binary mode attributes stand outside the body: the signature's id stands for them.
  if (!sender || (isBinary(headers) && headers['webhook-id'] !== headersDigest(headers)))
    throw new AppError('FORBIDDEN', 'expected a request that a known sender has just signed, came another');
  return sender;
}

function isSignedWith(secret: string, headers: EventsRequest['headers'], body: Buffer): boolean {
  const { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature } = headers;
  if (!id || !timestamp || !signature) return false;
  const signed = { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
  try {
    new Webhook(secret).verify(body, signed, { jsonParse: false });
    return true;
  } catch {
    return false;
  }
}

function problemOf(event: DomainEvent, { sources }: EventSender, latest: string): string | null {
  if (!sources.includes(event.source))
    return `source: expected ${sources.join(' or ')}, came ${JSON.stringify(event.source)}`;
  if (!mayBeSent(event.type)) return `type: ${event.type} is the platform's own`;
  if (event.time > latest) return `time: expected none that is still to come, came ${event.time}`;
  const path = unstorablePath(event);
  return path === null ? null : `${path}: expected text, came characters that are not text`;
}

/** One of each identity: a statement cannot add the same row twice. */
function distinct(events: readonly DomainEvent[]): readonly DomainEvent[] {
  return [...new Map(events.map((event) => [`${event.source} ${event.id}`, event])).values()];
}
