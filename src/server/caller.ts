import type { IncomingMessage } from 'node:http';
import { isLoopback } from '../access/anonymous.ts';
import type { Credentials } from '../access/credentials.ts';
import type { Doer, Transport } from '../domain/audit.ts';
import type { Viewer } from '../domain/viewer.ts';
import { AppError } from '../errors.ts';
import { isSameOrigin } from './request-origin.ts';

export type { Authenticate, Credentials } from '../access/credentials.ts';

/** Who asks, and the last cursor that was told over a transport that keeps it; null with others. */
export interface Caller {
  readonly viewer: Viewer;
  /** Where the request comes from; absent for what the platform does by itself, such as telling a change. */
  readonly from?: Omit<Doer, 'viewer'>;
  readonly resumeAfter: string | null;
}

/** What the server knows of the context that resolvers get. */
export interface OperationContext {
  readonly viewer: Viewer;
}

/** What a request says of who sends it. */
export function credentialsOf(request: IncomingMessage): Credentials {
  const { authorization = null, origin = null, 'x-api-key': apiKey } = request.headers;
  return {
    authorization,
    apiKey: typeof apiKey === 'string' ? apiKey : null,
    origin,
    address: request.socket.remoteAddress ?? '',
    isLocal: isLocal(request),
  };
}

/** Where a request comes from. */
export function whenceOf({ socket }: IncomingMessage, transport: Transport): Omit<Doer, 'viewer'> {
  return { address: socket.remoteAddress ?? null, transport };
}

/** A page of elsewhere can reach this machine through a name of its own for it, and a proxy can bring anyone here. */
function isLocal(request: IncomingMessage): boolean {
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
