import { execute, type ExecutionArgs, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compile, type Compiled } from './compile.ts';
import { createLru } from './lru.ts';

/** Runs one validated query or mutation, or what a subscription asks of one event, on the schema that it was validated against. */
export type Execute = (args: ExecutionArgs) => Promise<ExecutionResult>;

/** Compiled operations kept, of all schemas together: each is some tens of kilobytes of code. */
const KEPT = 500;

/** Characters of a document that is still worth compiling. */
const LONGEST = 20_000;

/**
 * Executes with compiled queries: an operation that comes a second time is turned into JavaScript once and kept. The first
 * time, and for what cannot be compiled, graphql-js itself executes; the answer is the same either way, as long as every
 * field whose value is a promise or a function has a resolver: compiled code takes a property as it is.
 */
export function createExecutor(): Execute {
  const operations = createLru<string, Compiled | 'interpret' | 'seen'>(KEPT);
  const numbers = new WeakMap<GraphQLSchema, number>();
  let last = 0;

  return async function run(args) {
    const compiled = compiledOperation(args);
    // Variables that do not fit are refused by graphql-js, in the words and with the code that clients know.
    return (await compiled?.(args)) ?? execute(args);
  };

  function compiledOperation({ schema, document, operationName }: ExecutionArgs): Compiled | null {
    const text = document.loc?.source.body;
    if (text === undefined || text.length > LONGEST) return null;
    const key = `${numberOf(schema)} ${operationName ?? ''}\n${text}`;
    const known = operations.get(key);
    switch (known) {
      case undefined:
        operations.set(key, 'seen');
        return null;
      case 'interpret':
        return null;
      case 'seen': {
        const compiled = compile(schema, document, operationName);
        operations.set(key, compiled ?? 'interpret');
        return compiled;
      }
      default:
        return known;
    }
  }

  /** What one viewer's schema compiled must never run for another. */
  function numberOf(schema: GraphQLSchema): number {
    const number = numbers.get(schema) ?? ++last;
    numbers.set(schema, number);
    return number;
  }
}
