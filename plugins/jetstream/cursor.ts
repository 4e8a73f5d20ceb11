import { z } from 'zod';
import type { Cursor } from '../../src/providers/index.ts';

/** Events of which it is remembered that they were taken in. */
export const REMEMBERED = 1_000;

/** What was taken in: deliveries of one consumer up to a number, and the identities of the events that came last. */
export const QueueCursor = z.object({
  consumer: z.string(),
  delivered: z.int().min(0),
  recent: z.array(z.string()),
});
export type QueueCursor = z.output<typeof QueueCursor>;

/** Where to go on with a consumer; from its first delivery when the cursor is of another one, or of none. */
export function cursorFor(consumer: string, cursor: Cursor): QueueCursor {
  const { data } = QueueCursor.safeParse(cursor);
  if (!data) return { consumer, delivered: 0, recent: [] };
  return data.consumer === consumer ? data : { consumer, delivered: 0, recent: data.recent };
}
