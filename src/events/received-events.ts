import { createHash } from 'node:crypto';
import { z } from 'zod';
import { messageOf, AppError } from '../errors.ts';
import type { DomainEvent } from '../domain/event/event.ts';
import { parseCloudEvent } from './cloud-event.ts';

/** A request that carries events, as it came. */
export interface EventsRequest {
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Buffer;
}

/** Events of one request at most. */
const MOST_EVENTS = 1000;

const Batch = z.array(z.unknown()).max(MOST_EVENTS);

/**
 * The events of a request, in the three modes of CloudEvents over HTTP: one, structured (`application/cloudevents+json`), many
 * (`application/cloudevents-batch+json`), and one whose attributes are headers (`ce-…`, binary). All of them or none: throws `INPUT_INVALID`
 * with what is wrong at which place of a batch.
 * https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/bindings/http-protocol-binding.md
 */
export function readEvents({ headers, body }: EventsRequest): readonly DomainEvent[] {
  const mediaType = (headers['content-type'] ?? '').split(';', 1)[0]?.trim().toLowerCase() ?? '';
  if (mediaType === 'application/cloudevents-batch+json') return readBatch(body);
  if (mediaType === 'application/cloudevents+json') return [parseCloudEvent(jsonIn(body))];
  if (isBinary(headers)) return [parseCloudEvent(fromHeaders(headers, mediaType, body))];
  throw new AppError(
    'INPUT_INVALID',
    `expected application/cloudevents+json, application/cloudevents-batch+json or ce- headers, came ${JSON.stringify(mediaType)}`,
  );
}

/** Whether attributes stand in headers, which a signature of the body does not cover. */
export function isBinary(headers: EventsRequest['headers']): boolean {
  return headers['ce-specversion'] !== undefined;
}

/**
 * What a signature's id must be in binary mode, so that it covers the headers too: SHA-256 in hexadecimal over `name:value` and a line
 * feed for `content-type` and each header that begins with `ce-`, names in lower case, in the order of their names.
 */
export function headersDigest(headers: EventsRequest['headers']): string {
  const lines = Object.keys(headers)
    .filter((name) => name === 'content-type' || name.startsWith('ce-'))
    .sort()
    .map((name) => `${name}:${headers[name] ?? ''}\n`);
  return createHash('sha256').update(lines.join('')).digest('hex');
}

function readBatch(body: Buffer): readonly DomainEvent[] {
  const batch = Batch.safeParse(jsonIn(body));
  if (!batch.success)
    throw new AppError('INPUT_INVALID', `expected a list of at most ${MOST_EVENTS} events, came something else`);
  return batch.data.map((event, index) => {
    try {
      return parseCloudEvent(event);
    } catch (error) {
      throw new AppError('INPUT_INVALID', `at ${index}: ${messageOf(error)}`, { index }, { cause: error });
    }
  });
}

/** An event of binary mode as structured mode writes it. Header values are percent-encoded where they are not ASCII. */
function fromHeaders(headers: EventsRequest['headers'], mediaType: string, body: Buffer): unknown {
  if (mediaType !== 'application/json' && !mediaType.endsWith('+json'))
    throw new AppError('INPUT_INVALID', `expected JSON in the body, came ${JSON.stringify(mediaType)}`);
  const attributes = Object.entries(headers).flatMap(([name, value]) =>
    name.startsWith('ce-') && value !== undefined ? [[name.slice('ce-'.length), decoded(value)]] : [],
  );
  return { ...Object.fromEntries(attributes), data: jsonIn(body) };
}

function decoded(value: string): string {
  try {
    return decodeURIComponent(value);
  } catch {
    return value;
  }
}

function jsonIn(body: Buffer): unknown {
  try {
    return JSON.parse(body.toString('utf8'));
  } catch (error) {
    throw new AppError('INPUT_INVALID', 'expected JSON in the body, came something else', {}, { cause: error });
  }
}
