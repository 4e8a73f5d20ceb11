import { execute, parse, validate, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery } from 'graphql-jit';
import { expect } from 'vitest';
import type { Instant } from '../../src/domain/time.ts';
import { silentLog } from '../../src/log.ts';
import { createAnswers } from '../../src/operations/answers.ts';
import type { Deps } from '../../src/operations/deps.ts';
import type { ConfiguredProvider } from '../../src/providers/define-provider.ts';
import { createHost } from '../../src/providers/create-host.ts';
import { buildGraphqlSchema } from '../../src/schema/build-schema.ts';
import type { Changes } from '../../src/domain/feed-message.ts';
import { SYSTEM, type Viewer } from '../../src/domain/viewer.ts';
import { createContext, type Context } from '../../src/schema/context.ts';
import type { FieldNeeds } from '../../src/schema/needs.ts';
import type { Store } from '../../src/store/store.ts';
import { june } from '../domain/given.ts';
import { openTestBook } from '../support/book.ts';
import { TEST_KEYS } from '../support/keys.ts';
import { testScoring } from '../support/scoring.ts';

type Variables = Readonly<Record<string, unknown>>;
type Data = Readonly<Record<string, unknown>>;

/** A graph over a book of its own, as one client sees it. */
export interface TestGraph {
  /** The schema of the database that holds it. */
  readonly book: string;
  readonly store: Store;
  readonly deps: Deps;
  readonly schema: GraphQLSchema;
  readonly needs: FieldNeeds;
  readonly context: () => Context;
  /** What someone else gets. */
  readonly contextOf: (viewer: Viewer) => Context;
  /** Answers through graphql-js and through the compiled executor, each with a fresh context, and fails where they differ. */
  readonly answer: (query: string, variables?: Variables) => Promise<ExecutionResult<Data>>;
  /** The data of an answer without errors. */
  readonly ask: (query: string, variables?: Variables) => Promise<Data>;
  readonly close: () => Promise<void>;
}

export interface GraphOptions {
  readonly providers?: readonly ConfiguredProvider[];
  readonly now?: () => Instant;
  readonly changes?: Partial<Changes>;
}

export async function openGraph(options: GraphOptions = {}): Promise<TestGraph> {
  const book = await openTestBook();
  const { schema, needs } = await buildGraphqlSchema();
  const now = options.now ?? (() => june(15));
  const host = createHost(options.providers ?? [], { baseDir: '.', now, log: silentLog });
  const deps: Deps = {
    store: book.store,
    providers: host,
    scorer: () => null,
    ...testScoring(() => null),
    historyKeys: () => ({}),
    now,
    until: () => null,
    ...TEST_KEYS,
    log: silentLog,
  };
  const context = () => contextOf(SYSTEM);

  function contextOf(viewer: Viewer): Context {
    const answers = createAnswers(deps, { ...QUIET, ...options.changes }, viewer.rows);
    return createContext(answers, deps, { viewer, resumeAfter: null });
  }

  async function answer(query: string, variables: Variables = {}): Promise<ExecutionResult<Data>> {
    const args = { schema, document: parse(query), variableValues: variables };
    expect(validate(schema, args.document)).toEqual([]);
    const interpreted = plain(await execute({ ...args, contextValue: context() }));
    const compiled = compileQuery(schema, args.document);
    if (!isCompiledQuery(compiled)) throw new Error(JSON.stringify(compiled));
    expect(plain(await compiled.query({}, context(), variables))).toEqual(interpreted);
    return interpreted;
  }

  async function ask(query: string, variables?: Variables): Promise<Data> {
    const { data, errors } = await answer(query, variables);
    expect(errors).toBeUndefined();
    return data ?? {};
  }

  async function close(): Promise<void> {
    await host.close();
    await book.close();
  }

  return { book: book.schema, store: book.store, deps, schema, needs, context, contextOf, answer, ask, close };
}

/** Feeds in which nothing happens. */
const QUIET: Changes = {
  queueChanges: async () => nothing(),
  exceptionChanges: async () => nothing(),
  riskChanges: async () => nothing(),
  providerChanges: async () => nothing(),
};

async function* nothing(): AsyncGenerator<never, undefined, undefined> {
  // over at once
}

/** As a client reads it: without prototypes, and errors by what they say and where. */
function plain({ data, errors }: ExecutionResult): ExecutionResult<Data> {
  const said = errors?.map(({ message, path }) => ({ message, path }));
  const text = JSON.stringify({ data, ...(said && { errors: said }) });
  return JSON.parse(text) as ExecutionResult<Data>;
}
