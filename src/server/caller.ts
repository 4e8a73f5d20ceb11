import type { IncomingMessage } from 'node:http';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';

/** What a request says of who sends it. */
export interface Credentials {
  /** The `Authorization` header, or what a socket's client gave in its place; null when there is none. */
  readonly authorization: string | null;
  /** The page it comes from; null for a program. */
  readonly origin: string | null;
  /** The network address it comes from. */
  readonly address: string;
}

/** Tells who sends a request. Throws for credentials that are not good; without any, there is a viewer that may do little or nothing. */
export type Authenticate = (credentials: Credentials) => Promise<Viewer>;

/** Who asks, and the last cursor that was told over a transport that keeps it; null with others. */
export interface Caller {
  readonly viewer: Viewer;
  readonly resumeAfter: string | null;
}

/** What the server knows of the context that resolvers get. */
export interface OperationContext {
  readonly viewer: Viewer;
}

export function credentialsOf({ headers, socket }: IncomingMessage): Credentials {
  const { authorization = null, origin = null } = headers;
  return { authorization, origin, address: socket.remoteAddress ?? '' };
}

/** Who asked for the operation that a context was made for. */
export function viewerOf(context: unknown): Viewer {
  if (isOperationContext(context)) return context.viewer;
  throw new AppError('INVARIANT', 'expected a context with a viewer');
}

function isOperationContext(context: unknown): context is OperationContext {
  return typeof context === 'object' && context !== null && 'viewer' in context;
}
