import type { Doer } from '../domain/audit.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { Answers } from '../operations/answers.ts';
import type { OfficeDeps } from '../operations/deps.ts';
import { createLoaders, type Loaders } from './loaders.ts';

/** What every resolver gets. Lives for one request, or for one event of a subscription: its loaders remember what they read. */
export interface Context {
  /** All that answers this viewer: there is no other way from here to the book. */
  readonly answers: Answers;
  /** For those who run the platform. */
  readonly deps: OfficeDeps;
  readonly loaders: Loaders;
  /** Who asks. */
  readonly viewer: Viewer;
  /** Who asks and from where: whom a mutation records. */
  readonly doer: Doer;
  /** The last cursor that a client was told over a transport that keeps it, such as `Last-Event-ID`; null with others. */
  readonly resumeAfter: string | null;
}

/** A context with fresh loaders. Cheap: nothing is read until a resolver asks. */
export function createContext(
  answers: Answers,
  deps: OfficeDeps,
  { viewer, resumeAfter, from }: Pick<Context, 'viewer' | 'resumeAfter'> & { readonly from?: Omit<Doer, 'viewer'> },
): Context {
  const doer: Doer = { address: null, transport: 'process', ...from, viewer };
  return { answers, deps, loaders: createLoaders(answers), viewer, doer, resumeAfter };
}
