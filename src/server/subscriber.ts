import { createSourceEventStream, type ExecutionArgs, type ExecutionResult } from 'graphql';
import type { Execute } from './executor.ts';
import { viewerOf } from './caller.ts';
import type { PromptIterator } from '../feeds/prompt-iterator.ts';
import { mapAsync } from './map-async.ts';
import { createSharedResults, sharingKey, type SharedResults } from './shared-results.ts';

/** Opens a subscription: a stream of results, or the errors for which it could not be opened. */
export type Subscribe = (args: ExecutionArgs) => Promise<PromptIterator<ExecutionResult> | ExecutionResult>;

/**
 * As graphql-js subscribes, but every event is executed by our own executor, once for all who ask the same of it, in a context
 * of its own, made from that of the subscription: what one event's loaders have read must not be shown for the next.
 */
export function createSubscriber(
  execute: Execute,
  createContext: (context: unknown) => object | Promise<object>,
  results: SharedResults = createSharedResults(),
): Subscribe {
  return async function subscribe(args) {
    const events = await createSourceEventStream(args);
    if (!isAsyncIterable(events)) return events;
    const key = sharingKey({ ...args, rows: viewerOf(args.contextValue).rows });
    return mapAsync(events, (event) =>
      results.of(event, key, async () =>
        execute({ ...args, rootValue: event, contextValue: await createContext(args.contextValue) }),
      ),
    );
  };
}

function isAsyncIterable(value: AsyncIterable<unknown> | ExecutionResult): value is AsyncIterable<unknown> {
  return Symbol.asyncIterator in value;
}
