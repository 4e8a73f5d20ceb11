import type { Slice } from '../domain/list.ts';
import type { QueueEntry, QueueQuery } from '../domain/queue.ts';
import type { Readers } from '../store/readers.ts';

/** A page of a queue, most urgent first. One statement. */
export function listQueue({ queue }: Readers, query: QueueQuery): Promise<Slice<QueueEntry>> {
  return queue.page(query);
}
