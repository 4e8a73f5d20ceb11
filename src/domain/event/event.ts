import { z } from 'zod';
import { Instant } from '../time.ts';
import { EVENT_TYPES, type EventData, type EventType } from './event-data.ts';

/** What every event says of itself, whatever it carries: the CloudEvents 1.0 attributes and three of ours. */
export const Envelope = z.object({
  /** With `source` the identity of the event: the same pair is the same event, whatever else differs. */
  id: z.string().min(1).max(300),
  /** The provider that saw it, by its configured id. */
  source: z.string().regex(/^\S{1,100}$/, 'expected 1 to 100 characters without spaces'),
  type: z.enum(EVENT_TYPES as [EventType, ...EventType[]]),
  /** What it is about, as `<kind>/<key>`. */
  subject: z.string().min(1).max(400),
  /** When it happened, or when it was first seen if the source does not say. */
  time: Instant,
  /** Orders events of one source that share a time; compared as text. */
  sequence: z
    .string()
    .regex(/^[!-~]{1,40}$/, 'expected 1 to 40 ASCII characters without spaces')
    .nullable()
    .default(null),
  correlationId: z.string().max(300).nullable().default(null),
  causationId: z.string().max(300).nullable().default(null),
});
export type Envelope = z.infer<typeof Envelope>;

/** Something that happened, in the platform's words. A union by `type`: narrowing the type narrows the data. */
export type DomainEvent = { [T in EventType]: EventOf<T> }[EventType];
export type EventOf<T extends EventType> = Omit<Envelope, 'type'> & { readonly type: T; readonly data: EventData<T> };

/** Chronological, then by sequence, source and id: the one order in which events are applied, total and the same everywhere. */
export function compareEvents(a: Envelope, b: Envelope): number {
  return compareText(stampOf(a), stampOf(b));
}

/**
 * A text that orders events: see `compareEvents`. Facets keep the stamp of the event that last wrote them. The parts stand apart by
 * a space, which sorts before all that a part may hold, so that comparing stamps compares part by part.
 */
export type Stamp = string;

export function stampOf({ time, sequence, source, id }: Pick<Envelope, 'time' | 'sequence' | 'source' | 'id'>): Stamp {
  return `${time} ${sequence ?? ''} ${source} ${id}`;
}

/** What a stamp says of where a value came from. */
export function readStamp(stamp: Stamp): { time: Instant; source: string } {
  const [time = '', , source = ''] = stamp.split(' ', 3);
  return { time, source };
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
