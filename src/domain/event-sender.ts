import { z } from 'zod';
import type { EventType } from './event/event-data.ts';

/** A system that may post events, signed as Standard Webhooks says. */
export const EventSender = z.strictObject({
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,40}$/, 'expected lower-case letters, digits and -, at most 41'),
  /** `whsec_` and 24 to 64 bytes in base64: both sides know it. No two senders share one. */
  secret: z.string().regex(/^whsec_[A-Za-z0-9+/]{32,}={0,2}$/, 'expected whsec_ and at least 24 bytes in base64'),
  /** What its events may give as their `source`: whose events they are. */
  sources: z.array(z.string().regex(/^\S{1,100}$/, 'expected 1 to 100 characters without spaces')).min(1),
});
export type EventSender = z.output<typeof EventSender>;

/** Senders of a configuration: ids and secrets tell them apart. */
export const EventSenders = z
  .array(EventSender)
  .default([])
  .refine((senders) => isDistinct(senders.map(({ id }) => id)), 'expected every id once')
  .refine(
    (senders) => isDistinct(senders.map(({ secret }) => secret)),
    'expected a secret of its own for every sender',
  );

/** What the platform alone says of itself: nobody outside can have a decision made or a source recovered. */
const OWN_NOUNS = ['score', 'decision', 'provider', 'model'];

/** Types of events that may come from outside. */
export function mayBeSent(type: EventType): boolean {
  return !OWN_NOUNS.includes(type.split('.', 1)[0] ?? '');
}

function isDistinct(texts: readonly string[]): boolean {
  return new Set(texts).size === texts.length;
}
