import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Execute } from './executor.ts';
import { viewerOf } from './caller.ts';
import type { PromptIterator } from '../feeds/prompt-iterator.ts';
import { mapAsync } from './map-async.ts';
import { createSharedResults, sharingKey, type SharedResults } from './shared-results.ts';

/** Opens a subscription: a stream of results, or the errors for which it could not be opened. */
export type Subscribe = (args: ExecutionArgs) => Promise<PromptIterator<ExecutionResult> | ExecutionResult>;

/** The same; each result goes through `pass` before it is told, and the next one waits for it. */
export type Follow = (args: ExecutionArgs, pass?: Pass) => ReturnType<Subscribe>;

export type Pass = (result: ExecutionResult) => ExecutionResult | Promise<ExecutionResult>;

/**
 * As graphql-js subscribes, but every event is executed by our own executor, once for all who ask the same of it, in a context
 * of its own, made from that of the subscription: what one event's loaders have read must not be shown for the next.
 */
export function createSubscriber(
  execute: Execute,
  createContext: (context: unknown) => object | Promise<object>,
  results: SharedResults = createSharedResults(),
): Follow {
  return async function follow(args, pass = asItIs) {
    const events = await createSourceEventStream(args);
    if (!isAsyncIterable(events)) return events;
    const key = sharingKey({ ...args, rows: viewerOf(args.contextValue).rows });
    return mapAsync(events, (event) => {
      const result = results.of(event, key, async () =>
        execute({ ...args, rootValue: event, contextValue: await createContext(args.contextValue) }),
      );
      return result instanceof Promise ? result.then(pass) : pass(result);
    });
  };
}

function asItIs(result: ExecutionResult): ExecutionResult {
  return result;
}

function isAsyncIterable(value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
