import { GraphQLError, type ExecutionArgs } from 'graphql';
import type { FormatError } from './apollo.ts';
import type { Caller, OperationContext } from './caller.ts';
import type { GraphqlViews } from './graphql-views.ts';
import type { Execute } from './executor.ts';
import type { AnyResult, SharedResults } from './shared-results.ts';
import type { Subscribe } from './subscriber.ts';

/** What every transport of subscriptions works with. */
export interface GraphqlParts {
  /** What each viewer may ask. */
  readonly views: GraphqlViews;
  readonly execute: Execute;
  readonly subscribe: Subscribe;
  readonly results: SharedResults;
  /** What resolvers get. */
  readonly createContext: (caller: Caller) => OperationContext | Promise<OperationContext>;
  readonly formatError: FormatError;
}

/** An operation as a client asks for it. */
export interface GraphqlRequest {
  readonly query: string;
  readonly operationName?: string | null | undefined;
  readonly variables?: Readonly<Record<string, unknown>> | null | undefined;
}

/** What to execute, or why not. */
export async function prepare(
  { views, createContext }: GraphqlParts,
  { query, operationName, variables }: GraphqlRequest,
  caller: Caller,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
  try {
    const { schema, documents } = views.of(caller.viewer);
    const document = documents.get(query);
    if (!('kind' in document)) return document;
    const contextValue = await createContext(caller);
    return {
      schema,
      document,
      operationName,
      variableValues: variables as ExecutionArgs['variableValues'],
      contextValue,
    };
  } catch (error) {
    const originalError = error instanceof Error ? error : new Error(String(error));
    return [new GraphQLError(originalError.message, { originalError })];
  }
}

/** A result as JSON that its client may read. Put into words once for all who share it. */
export function toText({ results, formatError }: GraphqlParts, result: AnyResult): string {
  return results.textOf(result, ({ data, errors, extensions }) => ({
    ...(errors && { errors: errors.map((error) => formatError(error.toJSON(), error)) }),
    ...(data !== undefined && { data }),
    ...(extensions !== undefined && { extensions }),
  }));
}
