import { GraphQLError, type GraphQLSchema } from 'graphql';
import {
  GraphQLBoolean,
  GraphQLEnumType,
  GraphQLID,
  GraphQLInt,
  GraphQLInterfaceType,
  GraphQLList,
  GraphQLNonNull,
  GraphQLObjectType,
  GraphQLSchema as Schema,
  GraphQLScalarType,
  GraphQLString,
} from 'graphql';
import { AppError } from '../../src/errors.ts';

/** What the resolvers of the small schema get. */
export interface TestContext {
  /** A number of its own for every context made. */
  readonly number: number;
  readonly ticks: () => AsyncIterable<number>;
}

const Day = new GraphQLScalarType<Date, string>({
  name: 'Day',
  serialize: (value) => (value instanceof Date ? value.toISOString() : String(value)),
  parseValue: (value) => new Date(String(value)),
});

const Status = new GraphQLEnumType({
  name: 'Status',
  values: { OPEN: { value: 'open' }, SHIPPED: { value: 'shipped' } },
});

const Node = new GraphQLInterfaceType({ name: 'Node', fields: { id: { type: new GraphQLNonNull(GraphQLID) } } });

const Line: GraphQLObjectType<{ id: string }, TestContext> = new GraphQLObjectType({
  name: 'Line',
  interfaces: [Node],
  isTypeOf: (value) => isKind(value, 'line'),
  fields: () => ({
    id: { type: new GraphQLNonNull(GraphQLID) },
    quantity: { type: GraphQLInt },
    item: { type: GraphQLString, resolve: async (line: { id: string }) => `item of ${line.id}` },
  }),
});

const Order: GraphQLObjectType<{ id: string }, TestContext> = new GraphQLObjectType({
  name: 'Order',
  interfaces: [Node],
  isTypeOf: (value) => isKind(value, 'order'),
  fields: () => ({
    id: { type: new GraphQLNonNull(GraphQLID) },
    status: { type: Status },
    lines: {
      type: new GraphQLNonNull(new GraphQLList(new GraphQLNonNull(Line))),
      args: { first: { type: GraphQLInt, defaultValue: 2 } },
      resolve: async (order: { id: string }, { first }: { first: number }) =>
        Array.from({ length: first }, (_, i) => ({ kind: 'line', id: `${order.id}/${i + 1}`, quantity: i })),
    },
    broken: {
      type: GraphQLString,
      resolve: () => {
        throw new AppError('NOT_FOUND', 'no such thing');
      },
    },
    brokenRequired: {
      type: new GraphQLNonNull(GraphQLString),
      resolve: async () => {
        throw new GraphQLError('gone', { extensions: { code: 'GONE' } });
      },
    },
  }),
});

function isKind(value: unknown, kind: string): boolean {
  return typeof value === 'object' && value !== null && 'kind' in value && value.kind === kind;
}

const order = (id: string) => ({ kind: 'order', id, status: 'open' });

const Query = new GraphQLObjectType<unknown, TestContext>({
  name: 'Query',
  fields: {
    hello: { type: new GraphQLNonNull(GraphQLString), resolve: () => 'world' },
    order: {
      type: Order,
      args: { id: { type: new GraphQLNonNull(GraphQLID) } },
      resolve: (_, { id }: { id: string }) => order(id),
    },
    nodes: {
      type: new GraphQLNonNull(new GraphQLList(Node)),
      resolve: () => [order('A'), { kind: 'line', id: 'A/1', quantity: 3 }, null],
    },
    echo: {
      type: GraphQLString,
      args: {
        day: { type: Day },
        status: { type: Status },
        count: { type: GraphQLInt, defaultValue: 7 },
        flags: { type: new GraphQLList(GraphQLBoolean) },
      },
      resolve: (_, { day, ...rest }: Record<string, unknown>) =>
        JSON.stringify([day instanceof Date ? day.getTime() : (day ?? null), ...Object.entries(rest).sort()]),
    },
    contextNumber: { type: GraphQLInt, resolve: (_, __, { number }) => number },
  },
});

const Mutation = new GraphQLObjectType<unknown, TestContext>({
  name: 'Mutation',
  fields: { add: { type: GraphQLInt, args: { n: { type: GraphQLInt } }, resolve: (_, { n }: { n: number }) => n + 1 } },
});

const Tick = new GraphQLObjectType<number, TestContext>({
  name: 'Tick',
  fields: {
    n: { type: new GraphQLNonNull(GraphQLInt), resolve: (n) => n },
    contextNumber: { type: new GraphQLNonNull(GraphQLInt), resolve: (_, __, { number }) => number },
    odd: {
      type: GraphQLInt,
      resolve: (n) => {
        if (n % 2 === 0) throw new AppError('INVARIANT', `secret about ${n}`);
        return n;
      },
    },
  },
});

const Subscription = new GraphQLObjectType<unknown, TestContext>({
  name: 'Subscription',
  fields: {
    ticks: { type: new GraphQLNonNull(Tick), subscribe: (_, __, { ticks }) => ticks(), resolve: (n) => n },
    forbidden: {
      type: GraphQLInt,
      subscribe: () => {
        throw new AppError('FORBIDDEN', 'not for you');
      },
    },
  },
});

/** A small order book with every shape that an executor meets: abstract types, defaults, errors, a subscription. */
export const ordersSchema: GraphQLSchema = new Schema({
  query: Query,
  mutation: Mutation,
  subscription: Subscription,
  types: [Line, Order],
});
