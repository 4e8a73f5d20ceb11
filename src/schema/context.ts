import type { Changes } from '../domain/feed-message.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Deps } from '../operations/deps.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What every resolver gets. Lives for one request, or for one event of a subscription: its loaders remember what they read. */
export interface Context {
  readonly deps: Deps;
  readonly loaders: Loaders;
  readonly changes: Changes;
  /** Who asks. */
  readonly viewer: Viewer;
  /** The last cursor that a client was told over a transport that keeps it, such as `Last-Event-ID`; null with others. */
  readonly resumeAfter: string | null;
}

/** A context with fresh loaders. Cheap: nothing is read until a resolver asks. */
export function createContext(
  deps: Deps,
  changes: Changes,
  { viewer, resumeAfter }: Pick<Context, 'viewer' | 'resumeAfter'>,
): Context {
  return { deps, loaders: createLoaders(deps), changes, viewer, resumeAfter };
}
