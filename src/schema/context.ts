import type { QueueChangeMessage } from '../domain/feed.ts';
import type { QueueKind } from '../domain/queue.ts';
import type { Deps } from '../operations/deps.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** Which changes a subscriber hears: those of one queue, at all sites when `siteId` is null. */
export interface QueueChangeFilter {
  readonly kind: QueueKind;
  readonly siteId: string | null;
}

/** Opens the change feed from now on. Ends when the consumer returns from its iterator. */
export type QueueChanges = (filter: QueueChangeFilter) => AsyncIterable<QueueChangeMessage>;

/** What every resolver gets. Lives for one request, or for one event of a subscription: its loaders remember what they read. */
export interface Context {
  readonly deps: Deps;
  readonly loaders: Loaders;
  readonly queueChanges: QueueChanges;
}

/** A context with fresh loaders. Cheap: nothing is read until a resolver asks. */
export function createContext(deps: Deps, queueChanges: QueueChanges): Context {
  return { deps, loaders: createLoaders(deps), queueChanges };
}
