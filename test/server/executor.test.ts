import DataLoader from 'dataloader';
import {
  buildSchema,
  execute,
  GraphQLError,
  getIntrospectionQuery,
  parse,
  type ExecutionResult,
  type GraphQLObjectType,
} from 'graphql';
import { describe, expect, test } from 'vitest';
import { createExecutor } from '../../src/server/executor.ts';
import { ordersSchema } from './orders-schema.ts';

const OPERATIONS: Readonly<
  Record<string, { query: string; variables?: Record<string, unknown>; operationName?: string }>
> = {
  'nested lists': { query: '{ order(id: "A") { id status lines(first: 3) { id quantity item } } }' },
  'aliases and default arguments': {
    query: '{ a: order(id: "A") { lines { id } } b: order(id: "B") { lines { id } } }',
  },
  'abstract types': { query: '{ nodes { __typename id ... on Order { status } ... on Line { quantity } } }' },
  'fragments on an interface': { query: 'fragment N on Node { id } { nodes { ...N } }' },
  'a nullable field that fails': { query: '{ order(id: "A") { id broken } }' },
  'a required field that fails': { query: '{ hello order(id: "A") { id brokenRequired } }' },
  'a failing field after line breaks': { query: '{\r\n  order(id: "A") {\n\r    id\n    broken } }' },
  'a directive in a fragment': {
    query:
      'query ($on: Boolean!) { order(id: "A") { ...F @include(if: $on) ...F @skip(if: $on) } } fragment F on Order { id status }',
    variables: { on: true },
  },
  'a field both inside and outside of a skipped fragment': {
    query: 'query ($on: Boolean!) { order(id: "A") { id ... on Order @skip(if: $on) { id status } } }',
    variables: { on: true },
  },
  'variables of each kind': {
    query: 'query ($d: Day, $s: Status, $f: [Boolean]) { echo(day: $d, status: $s, flags: $f) }',
    variables: { d: '2026-01-02', s: 'SHIPPED', f: [true, null] },
  },
  'variables left out': { query: 'query ($d: Day, $n: Int, $s: Status) { echo(day: $d, count: $n, status: $s) }' },
  'a variable of null': { query: 'query ($n: Int) { echo(count: $n) }', variables: { n: null } },
  'a plain default of a variable': { query: 'query ($n: Int = 3) { echo(count: $n) }' },
  'a default of a custom scalar': { query: 'query ($d: Day = "2026-01-02") { echo(day: $d) }' },
  'a default of an enum': { query: 'query ($s: Status = SHIPPED) { echo(status: $s) }' },
  'a missing variable': { query: 'query ($id: ID!) { order(id: $id) { id } }' },
  'a variable of the wrong type': { query: 'query ($n: Int) { echo(count: $n) }', variables: { n: 'seven' } },
  'an unknown enum value': { query: 'query ($s: Status) { echo(status: $s) }', variables: { s: 'LOST' } },
  'one of two operations': { query: 'query A { a: hello } query B { b: hello }', operationName: 'B' },
  'a mutation in order': { query: 'mutation { a: add(n: 1) b: add(n: 2) }' },
  introspection: { query: getIntrospectionQuery() },
};

describe('a compiled operation answers as graphql-js does', () => {
  test.each(Object.entries(OPERATIONS))('%s', async (_, { query, variables, operationName }) => {
    const run = createExecutor();
    const args = {
      schema: ordersSchema,
      document: parse(query),
      contextValue: { number: 1 },
      ...(variables && { variableValues: variables }),
      ...(operationName && { operationName }),
    };
    const expected = plain(await execute(args));

    const answers = [await run(args), await run(args), await run(args)];

    expect(answers.map(plain)).toEqual([expected, expected, expected]);
    for (const error of answers.flatMap(({ errors }) => errors ?? [])) {
      expect(error).toBeInstanceOf(GraphQLError);
      expect(error.extensions).toBeTypeOf('object');
    }
  });
});

test('the second and later runs of an operation are compiled', async () => {
  const run = createExecutor();
  const stacks: string[] = [];
  const contextValue = Object.defineProperty({}, 'number', { get: () => stacks.push(String(new Error().stack)) });

  for (let i = 0; i < 3; i += 1)
    await run({ schema: ordersSchema, document: parse('{ contextNumber }'), contextValue });

  expect(stacks.map((stack) => stack.includes('graphql-jit'))).toEqual([false, true, true]);
});

function plain(result: ExecutionResult): unknown {
  return JSON.parse(JSON.stringify(result));
}

test('loaders batch each edge of a page into one call, the first time and compiled', async () => {
  const schema = buildSchema(`
    type Query { lines: [Line] }
    type Line { id: ID order: Order again: Order }
    type Order { id: ID customer: Customer }
    type Customer { id: ID }
  `);
  const resolve = (type: 'Line' | 'Order', field: string, loader: 'orders' | 'customers') =>
    Object.assign((schema.getType(type) as GraphQLObjectType).getFields()[field] ?? {}, {
      resolve: ({ id }: { id: string }, _: unknown, context: Record<string, DataLoader<string, object>>) =>
        context[loader]?.load(id),
    });
  resolve('Line', 'order', 'orders');
  resolve('Line', 'again', 'orders');
  resolve('Order', 'customer', 'customers');
  Object.assign(schema.getQueryType()?.getFields().lines ?? {}, {
    resolve: async () => Array.from({ length: 50 }, (_, i) => ({ id: `L${i}` })),
  });
  const run = createExecutor();

  for (let i = 0; i < 3; i += 1) {
    const batches: string[] = [];
    const loader = (name: string) =>
      new DataLoader(async (ids: readonly string[]) => {
        batches.push(`${name} ${ids.length}`);
        await new Promise((done) => setTimeout(done, 1));
        return ids.map((id) => ({ id }));
      });
    const contextValue = { orders: loader('orders'), customers: loader('customers') };
    await run({
      schema,
      document: parse('{ lines { id order { customer { id } } again { customer { id } } } }'),
      contextValue,
    });

    expect(batches).toEqual(['orders 50', 'customers 50']);
  }
});

test('something of a union whose type is told later is answered the same, every time', async () => {
  const schema = buildSchema('type Query { one: Thing } union Thing = A | B type A { id: ID } type B { id: ID }');
  Object.assign(schema.getType('Thing') ?? {}, { resolveType: async () => 'B' });
  const run = createExecutor();

  for (let i = 0; i < 3; i += 1) {
    const document = parse('{ one { __typename ... on B { id } } }');
    const { data } = await run({ schema, document, rootValue: { one: { id: '1' } } });

    expect(data).toEqual({ one: { __typename: 'B', id: '1' } });
  }
});
