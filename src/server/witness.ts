import { getOperationAST } from 'graphql';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { Doer, Transport } from '../domain/audit.ts';
import type { Viewer } from '../domain/viewer.ts';
import { isAppError, type ErrorCode } from '../errors.ts';
import type { AccessWitness } from '../operations/witness-access.ts';
import type { Authenticate } from './caller.ts';
import type { Execute } from './executor.ts';

/** The same, seen by a witness: every query, mutation and message of a subscription of every transport. */
export function witnessed(execute: Execute, witness: Pick<AccessWitness, 'answered'>): Execute {
  return async (args) => {
    const result = await execute(args);
    const by = doerOf(args.contextValue);
    if (by) witness.answered(by, operationOf(args), (result.errors ?? []).flatMap(codeOf));
    return result;
  };
}

/** The same, with whoever is turned away told to a witness. */
export function witnessedAuthenticate(
  authenticate: Authenticate,
  witness: Pick<AccessWitness, 'turnedAway'>,
  transport: Transport,
): Authenticate {
  return async (credentials) => {
    try {
      return await authenticate(credentials);
    } catch (error) {
      if (isAppError(error)) witness.turnedAway({ address: credentials.address, transport }, error.code);
      throw error;
    }
  };
}

/** Tells a witness of every request that is forbidden as a whole: a page of another origin, a webhook that nobody known has signed. */
export function witnessForbidden(
  app: FastifyInstance,
  witness: Pick<AccessWitness, 'turnedAway'>,
  whence: (request: FastifyRequest) => Omit<Doer, 'viewer'>,
): void {
  app.addHook('onError', async (request, _, error) => {
    if (isAppError(error, 'FORBIDDEN')) witness.turnedAway(whence(request), error.code);
  });
}

/** The operation's own name, else what it asks for first; cut, since a client chooses both. */
function operationOf({ document, operationName }: Parameters<Execute>[0]): string {
  const operation = getOperationAST(document, operationName);
  const [first] = operation?.selectionSet.selections ?? [];
  const name = operation?.name?.value ?? (first?.kind === 'Field' ? first.name.value : 'unnamed');
  return `${operation?.operation ?? 'query'} ${name}`.slice(0, 100);
}

function codeOf({ originalError }: { readonly originalError?: unknown }): readonly ErrorCode[] {
  return isAppError(originalError) ? [originalError.code] : [];
}

function doerOf(context: unknown): (Doer & { readonly viewer: Viewer }) | null {
  return hasDoer(context) ? { ...context.doer, viewer: context.viewer } : null;
}

function hasDoer(context: unknown): context is { readonly doer: Doer; readonly viewer: Viewer } {
  return typeof context === 'object' && context !== null && 'doer' in context && 'viewer' in context;
}
