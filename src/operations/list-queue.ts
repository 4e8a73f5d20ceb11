import type { Slice } from '../domain/list.ts';
import type { QueueEntry, QueueQuery } from '../domain/queue.ts';
import type { Deps } from './deps.ts';

/** A page of a queue, most urgent first. One statement. */
export function listQueue({ store }: Pick<Deps, 'store'>, query: QueueQuery): Promise<Slice<QueueEntry>> {
  return store.queue.page(query);
}
