import { GraphQLError, type ExecutionArgs, type FormattedExecutionResult } from 'graphql';
import { isAppError } from '../errors.ts';
import type { AccessWitness } from '../operations/witness-access.ts';
import type { Admission } from './admission.ts';
import type { FormatError } from './apollo.ts';
import type { Caller, OperationContext } from './caller.ts';
import type { AddressOf } from './client-address.ts';
import type { GraphqlViews } from './graphql-views.ts';
import type { Execute } from './executor.ts';
import type { NamedDocument, NamedDocuments } from './named-documents.ts';
import type { AllowsOrigin } from './request-origin.ts';
import type { AnyResult, SharedResults } from './shared-results.ts';
import type { Subscribe } from './subscriber.ts';

/** What every transport of subscriptions works with. */
export interface GraphqlParts {
  /** What each viewer may ask. */
  readonly views: GraphqlViews;
  /** Documents by their hash. */
  readonly named: NamedDocuments;
  readonly admission: Pick<Admission, 'admit' | 'chargeOf'>;
  /** Runs what was prepared. */
  readonly execute: Execute;
  readonly subscribe: Subscribe;
  readonly allowsOrigin: AllowsOrigin;
  readonly addressOf: AddressOf;
  /** Is told of operations that are refused before they run. */
  readonly turnedAway: AccessWitness['turnedAway'];
  readonly results: SharedResults;
  /** What resolvers get. */
  readonly createContext: (caller: Caller) => OperationContext | Promise<OperationContext>;
  readonly formatError: FormatError;
}

/** An operation as a client asks for it. */
export interface GraphqlRequest extends NamedDocument {
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/**
 * What to execute, or why not: finds the document, checks it against what the viewer may ask, and pays for it. Every operation of every
 * transport comes through here.
 */
export async function prepare(
  { views, named, admission, createContext, turnedAway }: GraphqlParts,
  { operationName, variables, ...asked }: GraphqlRequest,
  caller: Caller,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const { schema, documents } = views.of(caller.viewer);
    const document = documents.get(await named.textOf(asked, caller.viewer));
    if (!('kind' in document)) return document;
    const args: ExecutionArgs = {
      schema,
      document,
      operationName,
      variableValues: variables,
      contextValue: await createContext(caller),
    };
    await admission.admit(args, caller.viewer);
    return args;
  } catch (error) {
    if (isAppError(error, 'FORBIDDEN') && caller.from)
      turnedAway({ ...caller.from, viewer: caller.viewer }, error.code);
    if (error instanceof GraphQLError) return [error];
    const originalError = error instanceof Error ? error : new Error(String(error));
    return [new GraphQLError(originalError.message, { originalError })];
  }
}

/** A result as JSON that its client may read. Put into words once for all who share it. */
export function toText(parts: GraphqlParts, result: AnyResult): string {
  return parts.results.textOf(result, (one) => toReadable(parts, one));
}

/** A result as its client may read it. */
export function toReadable(
  { formatError }: Pick<GraphqlParts, 'formatError'>,
  { data, errors, extensions }: AnyResult,
): FormattedExecutionResult {
  return {
    ...(errors && { errors: errors.map((error) => formatError(error.toJSON(), error)) }),
    ...(data !== undefined && { data }),
    ...(extensions !== undefined && { extensions }),
  };
}
