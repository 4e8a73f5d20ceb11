import type { OrderLine } from '../../domain/order-line.ts';
import type { Loaders } from '../loaders.ts';
import type { PriorityType } from './priority.type.ts';

/** Null when the line waits in no queue. */
export async function priorityOfLine({ queueEntry }: Loaders, { id, value }: OrderLine): Promise<PriorityType | null> {
  const entry = await queueEntry.load(id);
  return entry && { lineId: id, queue: entry.kind, score: entry.score, value };
}
