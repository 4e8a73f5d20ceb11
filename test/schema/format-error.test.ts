import { execute, GraphQLError, parse, validate, type ExecutionResult, type GraphQLFormattedError } from 'graphql';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { AppError, ERROR_CODES, type ErrorCode } from '../../src/errors.ts';
import type { Log } from '../../src/log.ts';
import { createFormatError } from '../../src/schema/format-error.ts';
import { openGraph, type TestGraph } from './graph.ts';

let logged: unknown[];
const log: Log = { ...silent(), error: (...line: unknown[]) => void logged.push(line) };
const formatError = createFormatError(log);

let graph: TestGraph;

beforeAll(async () => {
  graph = await openGraph();
});
afterAll(() => graph.close());

function formatted(original: Error): GraphQLFormattedError {
  logged = [];
  const error = new GraphQLError(original.message, { path: ['orders', 0], originalError: original });
  return formatError(error.toJSON(), error);
}

describe('an error', () => {
  it.each(Object.keys(ERROR_CODES) as ErrorCode[])('of code %s reaches the caller as the table says', (code) => {
    const answer = formatted(new AppError(code, 'expected a, came b', { id: '1' }));

    expect(answer.extensions?.code).toBe(code);
    expect(answer.path).toEqual(['orders', 0]);
    if (ERROR_CODES[code].tell === 'caller') {
      expect(answer).toMatchObject({ message: 'expected a, came b', extensions: { details: { id: '1' } } });
      expect(logged).toEqual([]);
    } else {
      expect(answer.message).toBe('internal error');
      expect(JSON.stringify(answer)).not.toContain('came b');
      expect(JSON.stringify(logged)).toContain(String(answer.extensions?.traceId));
    }
  });

  it('that is not ours is hidden, and logged under its trace id', () => {
    const answer = formatted(new TypeError('cannot read properties of undefined (secret)'));

    expect(answer).toMatchObject({ message: 'internal error', extensions: { code: 'INVARIANT' } });
    expect(JSON.stringify(answer)).not.toContain('secret');
    expect(logged).toHaveLength(1);
  });

  it('of the request itself is GraphQL’s to tell', async () => {
    const [invalid] = validate(graph.schema, parse('{ order(id: "SO-1") { nonsense } }'));
    const wrongVariable = await run('query Q($first: Int!) { orders(first: $first) { edges { node { id } } } }', {
      first: 'x',
    });

    expect(format(invalid).message).toContain('Cannot query field "nonsense"');
    expect(format(wrongVariable.errors?.[0]).message).toContain('Variable "$first" got invalid value');
  });

  it('that a resolver throws is found inside what GraphQL wrapped around it', async () => {
    const { errors } = await run('{ orders(first: 0) { edges { node { id } } } }', {});

    expect(format(errors?.[0])).toMatchObject({
      message: 'first: expected a whole number from 1 to 500, came 0',
      path: ['orders'],
      extensions: { code: 'INPUT_INVALID' },
    });
  });
});

async function run(query: string, variableValues: Record<string, unknown>): Promise<ExecutionResult> {
  return execute({ schema: graph.schema, document: parse(query), variableValues, contextValue: graph.context() });
}

function format(error: GraphQLError | undefined): GraphQLFormattedError {
  if (!error) throw new Error('expected an error');
  return formatError(error.toJSON(), error);
}

function silent(): Log {
  const nothing = () => undefined;
  return { debug: nothing, info: nothing, warn: nothing, error: nothing };
}
