import type { Changes } from '../domain/feed-message.ts';
import type { Deps } from '../operations/deps.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What every resolver gets. Lives for one request, or for one event of a subscription: its loaders remember what they read. */
export interface Context {
  readonly deps: Deps;
  readonly loaders: Loaders;
  readonly changes: Changes;
  /** The last cursor that a client was told over a transport that keeps it, such as `Last-Event-ID`; null with others. */
  readonly resumeAfter: string | null;
}

/** A context with fresh loaders. Cheap: nothing is read until a resolver asks. */
export function createContext(deps: Deps, changes: Changes, resumeAfter: string | null = null): Context {
  return { deps, loaders: createLoaders(deps), changes, resumeAfter };
}
