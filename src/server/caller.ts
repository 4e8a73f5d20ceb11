import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../access/anonymous.ts';
import type { Credentials } from '../access/credentials.ts';
import type { Doer } from '../domain/audit.ts';
import type { Viewer } from '../domain/viewer.ts';
import type { IsWanted } from '../domain/wanted.ts';
import { AppError } from '../errors.ts';
import { isSameOrigin } from './request-origin.ts';

export type { Authenticate, Credentials } from '../access/credentials.ts';

/** Who asks, and the last cursor that was told over a transport that keeps it; null with others. */
export interface Caller {
  readonly viewer: Viewer;
  /** Where the request comes from; absent for what the platform does by itself, such as telling a change. */
  readonly from?: Omit<Doer, 'viewer'>;
  /** Whether someone still waits for the answer; absent for what is told to many. */
  readonly isWanted?: IsWanted;
  readonly resumeAfter: string | null;
}

/** What the server knows of the context that resolvers get. */
export interface OperationContext {
  readonly viewer: Viewer;
}

/** What a request from an address says of who sends it. */
export function credentialsOf(request: IncomingMessage, address: string | null): Credentials {
  const { authorization = null, origin = null, 'x-api-key': apiKey } = request.headers;
  return {
    authorization,
    apiKey: typeof apiKey === 'string' ? apiKey : null,
    origin,
    address: address ?? '',
    isLocal: isLocal(request),
  };
}

/**
 * Whether a request came from this very machine, through no proxy. A page of elsewhere can reach it through a name of its own for it, and a
 * proxy can bring anyone here.
 */
export function isLocal(request: IncomingMessage): boolean {
  const { host = '', forwarded, 'x-forwarded-for': forwardedFor } = request.headers;
  if (forwarded !== undefined || forwardedFor !== undefined || !URL.canParse(`http://${host}`)) return false;
  return (
    isLoopback(request.socket.remoteAddress ?? '') &&
    isLoopback(new URL(`http://${host}`).hostname) &&
    isSameOrigin(request)
  );
}

/** Who asked for the operation that a context was made for. */
export function viewerOf(context: unknown): Viewer {
  if (isOperationContext(context)) return context.viewer;
  throw new AppError('INVARIANT', 'expected a context with a viewer');
}

function isOperationContext(context: unknown): context is OperationContext {
  return typeof context === 'object' && context !== null && 'viewer' in context;
}
