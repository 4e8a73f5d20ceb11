import { z } from 'zod';
import { EVENT_DATA } from '../domain/event/event-data.ts';
import { Envelope, type DomainEvent } from '../domain/event/event.ts';
import { AppError } from '../errors.ts';

/**
 * An event as CloudEvents 1.0 writes it in JSON (https://github.com/cloudevents/spec/blob/v1.0.2/cloudevents/formats/json-format.md),
 * with the sequence extension and two of ours. Attributes that are null with us are absent there.
 */
export interface CloudEvent {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time: string;
  readonly datacontenttype: 'application/json';
  readonly sequence?: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly data: unknown;
}

/** Types are ours alone, so that they cannot be taken for another system's. */
const TYPE_PREFIX = 'promisegraph.';

export function toCloudEvent({
  id,
  source,
  type,
  subject,
  time,
  sequence,
  correlationId,
  causationId,
  data,
}: DomainEvent): CloudEvent {
  return {
    specversion: '1.0',
    id,
    source,
    type: `${TYPE_PREFIX}${type}`,
    subject,
    time,
    datacontenttype: 'application/json',
    ...(sequence === null ? {} : { sequence }),
    ...(correlationId === null ? {} : { correlationid: correlationId }),
    ...(causationId === null ? {} : { causationid: causationId }),
    data,
  };
}

const Wire = z.looseObject({
  specversion: z.literal('1.0'),
  id: z.unknown(),
  source: z.unknown(),
  type: z.string().transform((type) => (type.startsWith(TYPE_PREFIX) ? type.slice(TYPE_PREFIX.length) : type)),
  subject: z.unknown(),
  time: z.string().transform(toUtc),
  sequence: z.string().nullable().default(null),
  correlationid: z.string().nullable().default(null),
  causationid: z.string().nullable().default(null),
  data: z.unknown(),
});

/** Reads an event from outside. Throws `INPUT_INVALID` naming the attribute, what was expected and the event's id. */
export function parseCloudEvent(json: unknown): DomainEvent {
  const wire = parse(Wire, json, json);
  const envelope = parse(Envelope, { ...wire, correlationId: wire.correlationid, causationId: wire.causationid }, json);
  const data = parse(EVENT_DATA[envelope.type] as z.ZodType, wire.data, json);
  // The type picked the schema of the data, which the compiler cannot follow through the table.
  return { ...envelope, data } as DomainEvent;
}

function parse<T>(schema: z.ZodType<T>, value: unknown, json: unknown): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const id = typeof json === 'object' && json !== null && 'id' in json ? String(json.id) : 'without id';
  throw new AppError('INPUT_INVALID', `event ${id}: ${issue?.path.join('.') || 'the event'}: ${issue?.message}`, {
    id,
  });
}

/** RFC 3339 with any offset, as CloudEvents allows, to our one form. What is no time stays as it came, and is refused. */
function toUtc(time: string): string {
  const ms = Date.parse(time);
  return Number.isNaN(ms) ? time : new Date(ms).toISOString();
}
