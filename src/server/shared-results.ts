import { Kind, visit, type DocumentNode, type ExecutionResult, type GraphQLError, type GraphQLSchema } from 'graphql';
import { rowScopeKey } from '../domain/row-scope.ts';
import type { RowScope } from '../domain/viewer.ts';

/** What `subscribe` was asked for and by whom, as far as results depend on it. */
export interface SharedOperation {
  /** What they may see of each thing: viewers who may see the same have the same one. */
  readonly schema: GraphQLSchema;
  /** Which things they may see. */
  readonly rows: RowScope;
  readonly document: DocumentNode;
  readonly operationName?: string | null | undefined;
  readonly variableValues?: Readonly<Record<string, unknown>> | null | undefined;
}

/** A result as any of the libraries declares it. */
export interface AnyResult {
  readonly data?: Record<string, unknown> | null | undefined;
  readonly errors?: readonly GraphQLError[] | undefined;
  readonly extensions?: Record<string, unknown> | undefined;
}

/**
 * Results of subscription events that many subscribers share: each is executed once and put into words once, and is forgotten with
 * its event.
 */
export interface SharedResults {
  /** The result of an event, at once if it is there; `execute` is called for the first who asks for it with an operation. */
  readonly of: (
    event: unknown,
    key: string,
    execute: () => Promise<ExecutionResult>,
  ) => Promise<ExecutionResult> | ExecutionResult;
  /** As JSON; `toJson` is called for the first who asks. */
  readonly textOf: (result: AnyResult, toJson: (result: AnyResult) => unknown) => string;
  /** Where its event stands in the feed; null when it does not say. */
  readonly cursorOf: (result: ExecutionResult) => string | null;
}

export function createSharedResults(): SharedResults {
  const results = new WeakMap<object, Map<string, Promise<ExecutionResult> | ExecutionResult>>();
  const texts = new WeakMap<AnyResult, string>();
  const cursors = new WeakMap<ExecutionResult, string>();

  async function run(event: object, execute: () => Promise<ExecutionResult>): Promise<ExecutionResult> {
    const result = await execute();
    if ('cursor' in event && typeof event.cursor === 'string') cursors.set(result, event.cursor);
    return result;
  }

  return {
    of(event, key, execute) {
      if (typeof event !== 'object' || event === null) return execute();
      const ofEvent = results.get(event) ?? new Map<string, Promise<ExecutionResult> | ExecutionResult>();
      const known = ofEvent.get(key);
      if (known) return known;
      results.set(event, ofEvent);
      const running = run(event, execute).then((result) => {
        ofEvent.set(key, result);
        return result;
      });
      ofEvent.set(key, running);
      return running;
    },
    textOf(result, toJson) {
      const text = texts.get(result) ?? JSON.stringify(toJson(result));
      texts.set(result, text);
      return text;
    },
    cursorOf: (result) => cursors.get(result) ?? null,
  };
}

const resumeVariables = new WeakMap<DocumentNode, ReadonlySet<string>>();

const schemaNumbers = new WeakMap<GraphQLSchema, number>();
let lastNumber = 0;

/**
 * Equal for operations whose results are equal, which takes viewers who may see the same. Where a client came in does not change what
 * it is told from then on.
 */
export function sharingKey({ schema, rows, document, operationName, variableValues }: SharedOperation): string {
  const ignored = resumeVariables.get(document) ?? variablesOnlyFor('after', document);
  resumeVariables.set(document, ignored);
  const variables = Object.entries(variableValues ?? {})
    .filter(([name]) => !ignored.has(name))
    .sort(([a], [b]) => (a < b ? -1 : 1));
  const what = [document.loc?.source.body, operationName ?? null, variables];
  return JSON.stringify([numberOf(schema), rowScopeKey(rows), ...what]);
}

function numberOf(schema: GraphQLSchema): number {
  const number = schemaNumbers.get(schema) ?? ++lastNumber;
  schemaNumbers.set(schema, number);
  return number;
}

/** Variables that stand for this argument of a root field and for nothing else. */
function variablesOnlyFor(argument: string, document: DocumentNode): ReadonlySet<string> {
  const [used, elsewhere] = [new Set<string>(), new Set<string>()];
  visit(document, {
    VariableDefinition: () => false,
    Variable({ name: { value } }, _key, parent, _path, ancestors) {
      const field = ancestors.filter((one) => 'kind' in one && one.kind === Kind.FIELD);
      const isRoot = field.length === 1 && document.definitions.length === 1;
      const isArgument = parent && 'kind' in parent && parent.kind === Kind.ARGUMENT && parent.name.value === argument;
      (isRoot && isArgument ? used : elsewhere).add(value);
    },
  });
  return new Set([...used].filter((name) => !elsewhere.has(name)));
}
